namespace OrleansNaming.EndToEnd.Tests.Repository;

/// <summary>Who may use whom in Core: the table that docs/architecture.md draws.</summary>
internal static class Layer
{
    /// <summary>In the order in which data flows.</summary>
    public static IReadOnlyList<string> Stages { get; } = ["Advertising", "Log", "Notification", "Ordering", "Pull", "Replica", "Resolution"];

    /// <summary>Empty: Vocabulary, whose namespace is OrleansNaming itself.</summary>
    private static readonly string[] Foundation = ["", "Wire"];
    private static readonly string[] Beside = ["Liveness", "Joining", "Repair", "Tree", "Guests", "Health", "Identity"];
    private const string Composition = "Node";

    public static bool IsKnown(string layer) => layer == Composition || Foundation.Contains(layer) || Beside.Contains(layer) || Stages.Contains(layer);

    public static bool MayUse(string user, string used) =>
        user == used
        || user == Composition
        || Foundation.Contains(used)
        || (Stages.Contains(used) && (Beside.Contains(user) || IsEarlier(used, user)))
        || (Beside.Contains(used) && Beside.Contains(user));

    private static bool IsEarlier(string used, string user) => Stages.Contains(user) && string.CompareOrdinal(used, user) < 0;
}
