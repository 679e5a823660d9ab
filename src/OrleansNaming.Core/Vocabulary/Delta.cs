namespace OrleansNaming;

/// <summary>
/// What changed from one stamp to the next ones. Applies only to exactly <see cref="Base"/> (invariant S5).
/// </summary>
/// <param name="Base">The state that it starts from; version 0 means that <see cref="Puts"/> is the full list.</param>
/// <param name="Stamp">The state that it leads to; same epoch as the base unless the base is none.</param>
/// <param name="Status">The owner's status at <see cref="Stamp"/>.</param>
/// <param name="Puts">Lines that are new or changed.</param>
/// <param name="Removes">Keys of lines that went.</param>
/// <param name="Digest">The digest at <see cref="Stamp"/>.</param>
internal sealed record Delta(
    Stamp Base, Stamp Stamp, OwnerStatus Status, IReadOnlyList<Entry> Puts, IReadOnlyList<EntryKey> Removes, Digest Digest);
