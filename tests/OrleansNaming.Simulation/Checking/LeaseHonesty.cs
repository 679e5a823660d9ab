using OrleansNaming.Simulation.Machines;
using OrleansNaming.Simulation.Networking;

namespace OrleansNaming.Simulation.Checking;

/// <summary>
/// Rule 10: only a sequence that the owner's process issued renews its lease. Long after the last process of a name ended, and the last of its
/// datagrams was delivered, nobody judges it alive anew: not by a peer's dump, not by a replay.
/// </summary>
internal sealed class LeaseHonesty(World world) : Checker(world)
{
    private readonly Dictionary<ServerId, TimeSpan> _endedAt = [];

    public override void Died(Process process) => _endedAt[process.Server] = World.Now;

    public override void Judges(Process reader, ServerId owner, OwnerState before, OwnerState now)
    {
        if (now != OwnerState.Alive || World.LiveProcessOf(owner) is not null || !_endedAt.TryGetValue(owner, out var endedAt))
        {
            return;
        }

        // What waited in the socket of a paused process counts from when it woke.
        var since = endedAt > reader.PausedUntil ? endedAt : reader.PausedUntil;
        FailUnless(World.Now - since <= Network.SlowestDatagram + TimeSpan.FromSeconds(7), () =>
            $"{reader} judges {owner} alive {(World.Now - endedAt).TotalSeconds:F1} s after its last process ended");
    }
}
