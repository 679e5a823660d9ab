namespace OrleansNaming.Api;

/// <summary>One row of the table of servers (row E20).</summary>
/// <param name="Server">The server.</param>
/// <param name="IsAvailable">Whether it was heard within 4T, and has not said goodbye.</param>
/// <param name="IsMaster">Whether it says that it is the master.</param>
/// <param name="SilenceSeconds">How long ago it was heard, on the asked server's clock.</param>
/// <param name="FreeSlots">Blocks that it would take.</param>
/// <param name="Owned">The tracks that it owns.</param>
/// <param name="Claims">The tracks that it claims, with their counters.</param>
internal sealed record ApiTrackServer(
    string Server, bool IsAvailable, bool IsMaster, double SilenceSeconds, int FreeSlots, IReadOnlyList<string> Owned, IReadOnlyDictionary<string, int> Claims);
