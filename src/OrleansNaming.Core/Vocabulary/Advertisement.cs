namespace OrleansNaming;

/// <summary>
/// An owner's full list at one stamp: immutable, replaced whole (YARP's Config/Model/State).
/// </summary>
/// <param name="Server">The owner.</param>
/// <param name="Stamp">Which state.</param>
/// <param name="Status">What the owner says of itself.</param>
/// <param name="Entries">The lines, sorted by name, then instance id.</param>
/// <param name="Digest">Over all of the above.</param>
/// <param name="Inherits">
/// The last (epoch, version) of each earlier life whose writes this one contains, newest first, at most 16 (rule 17).
/// </param>
internal sealed record Advertisement(
    ServerId Server, Stamp Stamp, OwnerStatus Status, EntryList Entries, Digest Digest, IReadOnlyList<Stamp> Inherits)
{
    /// <summary>How many ancestors a list remembers.</summary>
    public const int InheritsMax = 16;
}
