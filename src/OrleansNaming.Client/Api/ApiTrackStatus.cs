namespace OrleansNaming.Api;

/// <summary>How a group is, as one server sees it.</summary>
/// <param name="Group">The group.</param>
/// <param name="Server">The server that says it.</param>
/// <param name="Phase">Forming, Operational or Degraded.</param>
/// <param name="Level">BestEffort or Fenced.</param>
/// <param name="Master">The master; null when none was heard for 4T.</param>
/// <param name="IntervalSeconds">T.</param>
/// <param name="Tracks">How many tracks there are.</param>
/// <param name="Owned">How many of them have an owner that is heard.</param>
/// <param name="RunningBlocks">Blocks that this server runs.</param>
/// <param name="BytesSent">Bytes of messages to other servers since its start.</param>
internal sealed record ApiTrackStatus(
    string Group, string Server, string Phase, string Level, string? Master, double IntervalSeconds, int Tracks, int Owned, int RunningBlocks, long BytesSent);
