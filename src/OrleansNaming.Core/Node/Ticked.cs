namespace OrleansNaming.Node;

/// <summary>Time passed. The host sends one when <see cref="NamingNode.DueAt"/> is reached; one too many does no harm.</summary>
internal sealed record Ticked : Input
{
    public static Ticked Instance { get; } = new();
}
