namespace OrleansNaming.Watching;

/// <summary>One step of a watch: whole versions only, so that no watcher sees half of one (design rule 9).</summary>
/// <param name="Kind">What it means.</param>
/// <param name="Changes">Sorted by name and instance for a present state; in the owner's order for a change.</param>
/// <param name="Sequence">The feed's count at this step; a watch may resume after it.</param>
internal sealed record WatchBatch(WatchBatchKind Kind, IReadOnlyList<NamingChange> Changes, ulong Sequence);
