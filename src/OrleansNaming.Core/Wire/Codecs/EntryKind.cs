namespace OrleansNaming.Wire.Codecs;

/// <summary>The number of each kind of entry on the wire; never reused.</summary>
internal enum EntryKind : byte
{
    Instance = 0,
    Tombstone = 1,
    Context = 2,

    /// <summary>A value, a link or a context of the tree, held as a guest is.</summary>
    Reference = 3,
}
