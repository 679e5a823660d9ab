using OrleansNaming.Simulation.Machines;

namespace OrleansNaming.Simulation.Checking;

/// <summary>
/// Since when nothing was done to a pair of machines. Promises about time hold only where the network kept its own: some checkers ask here first.
/// </summary>
internal sealed class Calm(World world)
{
    private readonly TimeSpan[] _disturbedAt = new TimeSpan[World.MachinesMax];
    private TimeSpan _cutAt;
    private int _cuts;

    /// <summary>Whether the world's network loses, damages or holds up datagrams at random.</summary>
    public bool IsNetworkFaulty { get; } = world.Options.Loss > 0 || world.Options.BurstLoss > 0 || world.Options.LongDelay > 0
        || world.Options.DatagramFlip > 0 || world.Options.DatagramTruncation > 0 || world.Options.Reorder > 0
        || world.Options.Delay > world.Options.Interval / 10 || world.Options.Drift > 0.01
        || world.Options.CallLost > 0 || world.Options.CallSlow > 0 || world.Options.CallBroken > 0
        || world.Options.StorageThrows > 0 || world.Options.StorageHangs > 0 || world.Options.StorageReplyLost > 0 || world.Options.GrainReplyLost > 0
        || world.Options.SlowSync > 0 || world.Options.FailedSync > 0;

    public void Disturb(Machine machine) => _disturbedAt[machine.Index] = world.Now;

    public void CutBegins()
    {
        _cuts++;
        _cutAt = world.Now;
    }

    public void CutEnds()
    {
        _cuts--;
        _cutAt = world.Now;
    }

    /// <summary>Whether both were left alone for that long.</summary>
    public bool Holds(Machine a, Machine b, TimeSpan length) =>
        (!IsNetworkFaulty || !world.FaultsOn) && _cuts == 0 && Max(_cutAt, Max(_disturbedAt[a.Index], _disturbedAt[b.Index])) + length < world.Now;

    /// <summary>Whether everyone was left alone for that long.</summary>
    public bool Holds(TimeSpan length)
    {
        foreach (var machine in world.Machines)
        {
            if (!Holds(machine, machine, length))
            {
                return false;
            }
        }

        return true;
    }

    private static TimeSpan Max(TimeSpan a, TimeSpan b) => a > b ? a : b;
}
