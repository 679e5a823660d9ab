namespace OrleansNaming;

/// <summary>Every kind of <see cref="Observation"/>; the name is the metric's and the log event's.</summary>
internal enum ObservationKind
{
    /// <summary>This owner committed a version: durable, and visible here.</summary>
    Committed,

    /// <summary>This owner announced a version.</summary>
    Announced,

    /// <summary>A notice with an old or the same stamp was ignored (row B7).</summary>
    NoticeIgnored,

    /// <summary>A gap was seen (row B3): FIG 5, 172.</summary>
    GapSeen,

    /// <summary>A fetch was sent (row B4): FIG 5, 174.</summary>
    FetchStarted,

    /// <summary>This owner packaged and sent the answer to a fetch: FIG 5, 176 and 178.</summary>
    FetchServed,

    /// <summary>A fetch ended without an answer that could be applied.</summary>
    FetchFailed,

    /// <summary>A version was applied: FIG 5, 180. The text says how it was learnt: inline, full, pull, peer, dump.</summary>
    Applied,

    /// <summary>Same stamp, other digest; a snapshot is fetched (row B10).</summary>
    DivergenceDetected,

    /// <summary>An owner's replies failed verification three times in a row.</summary>
    Quarantined,

    /// <summary>An owner's life was judged anew; the text is the new state.</summary>
    OwnerStateChanged,

    /// <summary>This node hears nobody and keeps what it has.</summary>
    Isolated,

    /// <summary>This node hears others again.</summary>
    Reconnected,

    /// <summary>The mass hiding bound held an owner back (H3).</summary>
    HidingDeferred,

    /// <summary>This node has joined.</summary>
    Joined,

    /// <summary>This owner opened an incarnation.</summary>
    IncarnationOpened,

    /// <summary>Another live process owns this server's name.</summary>
    SupersededBy,

    /// <summary>Bytes were dropped; the text is the reason's name.</summary>
    Dropped,

    /// <summary>A guest was adopted from a dead holder, or taken over.</summary>
    GuestAdopted,

    /// <summary>A guest's lease ended here.</summary>
    GuestExpired,

    /// <summary>Of two writes on both sides of a partition this one lost.</summary>
    GuestWriteLost,

    /// <summary>This owner has acknowledgements of a version that it measured from all live nodes; the owner is the slowest of them.</summary>
    Acknowledged,

    /// <summary>Storage failed, or stored bytes were damaged and set aside.</summary>
    StorageTrouble,

    /// <summary>Something that an operator must look at.</summary>
    Alarm,
}
