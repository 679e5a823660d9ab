namespace OrleansNaming.Wire.Clients;

/// <summary>What a watcher elsewhere is told at once: whole versions only.</summary>
/// <param name="IsReset">Whether the watcher forgets what it was told before these changes.</param>
/// <param name="Position">Where it stands then, to be shown when the watch must begin again; empty: nowhere yet.</param>
/// <param name="Changes">May be empty: then it says only that the watched node is there.</param>
internal sealed record WatchStep(bool IsReset, string Position, IReadOnlyList<NamingChange> Changes)
{
    /// <summary>What the watcher has seen with this step, as a read token; begins with "!" where none can say it, and then says why; empty: nobody asked.</summary>
    public string Seen { get; init; } = "";

    /// <summary>Why the watch does not begin here: the watched node does not have what was demanded. None: it does.</summary>
    public Refusal Refusal { get; init; }

    /// <summary>The same for people.</summary>
    public string Message { get; init; } = "";
}
