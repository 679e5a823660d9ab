namespace OrleansNaming.Wire.Clients;

/// <summary>What a watcher elsewhere is told at once: whole versions only.</summary>
/// <param name="IsReset">Whether the watcher forgets what it was told before these changes.</param>
/// <param name="Position">Where it stands then, to be shown when the watch must begin again; empty: nowhere yet.</param>
/// <param name="Changes">May be empty: then it says only that the watched node is there.</param>
internal sealed record WatchStep(bool IsReset, string Position, IReadOnlyList<NamingChange> Changes);
