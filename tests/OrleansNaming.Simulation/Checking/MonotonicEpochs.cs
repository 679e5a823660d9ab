using OrleansNaming.Log;
using OrleansNaming.Simulation.Machines;

namespace OrleansNaming.Simulation.Checking;

/// <summary>
/// S1 over a restart: what a node's disk says about floors holds in its next life. The disk is read with the log's own reader, so a floor
/// that was lost or torn promises nothing.
/// </summary>
internal sealed class MonotonicEpochs(World world) : Checker(world)
{
    private readonly Dictionary<Process, IReadOnlyDictionary<ServerId, Floor>> _floors = [];

    public override void Began(Process process, ReadOnlyMemory<byte> stored)
    {
        var state = Journal.Recover(stored.Span);
        _floors[process] = state.Floors.GroupBy(floor => floor.Server).ToDictionary(group => group.Key, group => group.MaxBy(floor => floor.Epoch)!);
    }

    public override void Died(Process process) => _floors.Remove(process);

    public override void Shows(Process reader, Seen seen, Advertisement? before, Advertisement now)
    {
        if (!_floors.TryGetValue(reader, out var floors) || !floors.TryGetValue(now.Server, out var floor) || now.Server == reader.Server)
        {
            return;
        }

        FailUnless(now.Stamp.Epoch >= floor.Epoch, () =>
            $"{reader} shows {now.Server} at {now.Stamp}; its disk held the floor {floor.Epoch.Incarnation} when it started");
        FailUnless(!floor.Left || now.Stamp.Epoch > floor.Epoch || now.Status == OwnerStatus.Left, () =>
            $"{reader} shows {now.Server} at {now.Stamp} again; its disk said when it started that this life had said goodbye");
    }
}
