namespace OrleansNaming.Ordering;

/// <summary>What this node knows of one other server: how far its list is said to be, where it is, and when it was heard.</summary>
internal sealed class KnownOwner(OwnerView view)
{
    public ServerId Server => View.Server;

    /// <summary>What of it is shown.</summary>
    public OwnerView View { get; set; } = view;

    /// <summary>The highest state that anyone told of. Invariant: Known >= View.Stamp after each step.</summary>
    public Stamp Known { get; set; }

    /// <summary>The digest told with <see cref="Known"/>.</summary>
    public Digest KnownDigest { get; set; }

    /// <summary>The peer that told of <see cref="Known"/>, for a fetch that the owner does not answer; default when it was the owner.</summary>
    public ServerId Claimant { get; set; }

    /// <summary>Its verified process, or null until one echoed a nonce and announced an epoch that may be shown.</summary>
    public Pin? Pin { get; set; }

    /// <summary>A process that echoed a nonce, and has not announced a higher epoch than the pinned one yet.</summary>
    public Pin? Candidate { get; set; }

    /// <summary>Where a peer says that it is; for fetches and probes only.</summary>
    public PeerAddress? Told { get; set; }

    /// <summary>The pieces of a full list under way; null when none.</summary>
    public ChunkAssembly? Chunks { get; set; }

    public OwnerState State { get; set; }

    /// <summary>Whether <see cref="State"/> is only a peer's word: this node has neither heard the owner nor judged it since.</summary>
    public bool IsHearsay { get; set; }

    /// <summary>When a sequence that its process issued was heard last; a dump's age counts back from when it came.</summary>
    public TimeSpan HeardAt { get; set; }

    /// <summary>The last such sequence. Invariant: only rises within one boot; only a rise moves <see cref="HeardAt"/>.</summary>
    public ulong LeaseSequence { get; set; }

    /// <summary>The owner's T as far as it is known; this node's own until then.</summary>
    public TimeSpan Interval { get; set; }

    /// <summary>When an epoch above the shown one was first heard, or null when what is shown is of the highest (rule 6).</summary>
    public TimeSpan? HigherEpochAt { get; set; }

    /// <summary>Since when <see cref="Known"/> has not changed: digest exchange leaves younger ones out (rule 13).</summary>
    public TimeSpan SettledAt { get; set; }

    /// <summary>When it was hidden, or said goodbye.</summary>
    public TimeSpan GoneAt { get; set; }

    /// <summary>The last state shown before it was purged: nothing below may be shown again (S1).</summary>
    public Stamp ShownBefore { get; set; }

    /// <summary>How far behind its owner what is shown is, and was.</summary>
    public CatchUp CatchUp { get; } = new();

    /// <summary>How the shown version came: inline, full, pull, peer, dump.</summary>
    public string LearntBy { get; set; } = "";

    /// <summary>Whether a peer or the owner itself is known to hold more than is shown.</summary>
    public bool IsBehind => Known > View.Stamp;

    /// <summary>Whether it counts as one of the living: neither gone nor only heard of.</summary>
    public bool IsLive => State is OwnerState.Alive or OwnerState.Suspect;

    /// <summary>Where to reach it: the pinned process, unless a later life is known of.</summary>
    public PeerAddress? Address =>
        Pin is { } pin && (Told is null || Known.Epoch.Boot == pin.Boot || Known.Epoch < pin.Epoch) ? pin.Address : Told ?? Pin?.Address;
}
