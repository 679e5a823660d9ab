namespace OrleansNaming.Gateway.Access;

/// <summary>One key as the guard knows it.</summary>
/// <param name="Name">Whose it is.</param>
/// <param name="Role">What it may do.</param>
/// <param name="Hash">SHA-256 of it.</param>
internal sealed record ApiKeyLine(string Name, NamingRole Role, byte[] Hash)
{
    /// <summary>Whoever shows it.</summary>
    public ApiCaller Caller { get; } = new(Name, [Role]);
}
