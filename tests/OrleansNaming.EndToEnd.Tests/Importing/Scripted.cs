namespace OrleansNaming.EndToEnd.Tests.Importing;

/// <summary>What a stand-in answers to a path.</summary>
/// <param name="Body">The body.</param>
/// <param name="Index">Consul's index; null for none.</param>
/// <param name="Status">The HTTP status.</param>
internal sealed record Scripted(string Body, ulong? Index = null, int Status = 200)
{
    /// <summary>No answer at all, for as long as the caller waits.</summary>
    public static Scripted Silence { get; } = new("", Status: 0);
}
