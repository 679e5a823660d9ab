namespace OrleansNaming;

/// <summary>
/// The caps of what crosses the wire and of what a node keeps of others (design rule 18). What happens at each is documented in docs/protocol.md. The bound of a queue or table of one
/// part alone stands at its use.
/// </summary>
internal static class Limits
{
    /// <summary>Bytes of a datagram: one MTU with room for headers, so that IP never fragments.</summary>
    public const int DatagramBytes = 1_200;

    /// <summary>Bytes of a request body.</summary>
    public const int BodyBytes = 1 << 20;

    /// <summary>Bytes of a snapshot or a state dump.</summary>
    public const int SnapshotBytes = 16 << 20;

    /// <summary>
    /// Bytes of an owner's lines in a snapshot: a registration that would make them more is refused. What is left up to <see cref="SnapshotBytes"/> is for what stands
    /// around them, and for tombstones and checks' words, which are not refused for it.
    /// </summary>
    public const int ListBytes = 15 << 20;

    /// <summary>Registrations of one owner.</summary>
    public const int RegistrationsPerOwner = 50_000;

    /// <summary>Bytes of all metadata of one registration, keys and values.</summary>
    public const int MetadataBytes = 8 << 10;

    /// <summary>Metadata keys of one registration.</summary>
    public const int MetadataKeys = 64;

    /// <summary>Bytes of a value in the tree.</summary>
    public const int ValueBytes = 8 << 10;

    /// <summary>Bytes of a segment of the tree's names, as UTF-8; a service's has 63 at most.</summary>
    public const int TreeSegmentBytes = 255;

    /// <summary>Names whose highest binding epoch is remembered after their last binding went; the one that was seen first is forgotten first.</summary>
    public const int EpochsRemembered = 65_536;

    /// <summary>Links that one lookup follows; one more is refused as a loop.</summary>
    public const int LinkHops = 16;

    /// <summary>Names that one rename moves; a context with more is refused.</summary>
    public const int RenamedNames = 1_000;

    /// <summary>Tags of one registration.</summary>
    public const int Tags = 64;

    /// <summary>Endpoints of one registration.</summary>
    public const int Endpoints = 16;

    /// <summary>Characters of a tag, a host, a zone or a metadata key.</summary>
    public const int TextLength = 255;

    /// <summary>Owners that a replica knows; a further one is refused and counted (H1).</summary>
    public const int Owners = 16_384;

    /// <summary>Handed-out handles of names that nothing is bound to; a further handle is refused (GetHandle says so).</summary>
    public const int IdleHandles = 100_000;

    /// <summary>Versions that an owner's log keeps; older requests get a snapshot.</summary>
    public const int LogVersions = 1_024;

    /// <summary>Health checks of one registration.</summary>
    public const int Checks = 8;

    /// <summary>Bytes that an owner's log keeps.</summary>
    public const int LogBytes = 1 << 20;

    /// <summary>Applied versions that a replica remembers, with how and when each came; the oldest goes first.</summary>
    public const int PastVersions = 4_096;

    /// <summary>Changes of names that a replica remembers; the oldest goes first.</summary>
    public const int PastChanges = 8_192;

    /// <summary>Fetches in flight at one node.</summary>
    public const int FetchesInFlight = 16;

    /// <summary>An incarnation above this is refused with an alarm.</summary>
    public const ulong IncarnationMax = 1UL << 62;
}
