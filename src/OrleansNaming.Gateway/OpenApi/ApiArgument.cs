namespace OrleansNaming.Gateway.OpenApi;

/// <summary>One argument of a route, beyond those in its path.</summary>
/// <param name="Name">As it is sent.</param>
/// <param name="Type">JSON's word for its type.</param>
/// <param name="Description">What it means, and its default.</param>
internal sealed record ApiArgument(string Name, string Type, string Description)
{
    /// <summary><c>query</c> or <c>header</c>.</summary>
    public string In { get; init; } = "query";

    public bool IsRequired { get; init; }

    /// <summary>Whether it may be given several times.</summary>
    public bool IsRepeated { get; init; }
}
