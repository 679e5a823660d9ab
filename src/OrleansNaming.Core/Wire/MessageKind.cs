namespace OrleansNaming.Wire;

/// <summary>The number of each message on the wire; never reused.</summary>
internal enum MessageKind : byte
{
    Notice = 1,
    Chunk = 2,
    Hello = 3,
    Summary = 4,
    Probe = 5,
    ProbeReply = 6,
    IndirectProbe = 7,
    IndirectReply = 8,
    Acknowledgement = 9,
    ChangesRequest = 32,
    ChangesReply = 33,
    DumpRequest = 34,
    DumpReply = 35,
    BucketsRequest = 36,
    BucketsReply = 37,
    GuestRequest = 38,
    GuestReply = 39,
}
