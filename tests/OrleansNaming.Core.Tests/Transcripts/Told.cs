namespace OrleansNaming.Core.Tests.Transcripts;

/// <summary>What a transcript can be asked to print.</summary>
[Flags]
internal enum Told
{
    Nothing = 0,

    /// <summary>Each notice of a new state, and chunks.</summary>
    Notices = 1,

    /// <summary>Notices that repeat a state, and that they were ignored.</summary>
    Repeats = 2,

    /// <summary>Hello and summary.</summary>
    Joining = 4,

    /// <summary>Probes and echoes, by datagram and by connection.</summary>
    Probes = 8,

    /// <summary>Requests for changes, dumps and guests, and their answers.</summary>
    Pulls = 16,

    /// <summary>Acknowledgements, and the notices that only ask for them.</summary>
    Acks = 32,

    /// <summary>Digest exchanges.</summary>
    Repair = 64,

    Writes = 128,

    /// <summary>What nodes observe, but for what a printed message says already.</summary>
    Events = 256,

    /// <summary>What watchers are told.</summary>
    Watch = 512,

    All = 1023,
}
