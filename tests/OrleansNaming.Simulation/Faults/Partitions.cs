using OrleansNaming.Simulation.Networking;

namespace OrleansNaming.Simulation.Faults;

/// <summary>Cuts the network: one off, in halves, with a bridge, into a ring; both ways or one way; all of it, or one kind of datagram.</summary>
internal sealed class Partitions(World world) : Nemesis(world)
{
    private readonly List<IReadOnlyList<Cut>> _open = [];

    public override void Begin() => Every(Options.PartitionEvery, Cut);

    public override void Heal()
    {
        while (_open.Count > 0)
        {
            Close(_open[^1]);
        }
    }

    private void Cut()
    {
        // Two at a time at most: with more nobody hears anybody.
        if (_open.Count >= 2)
        {
            return;
        }

        var channel = World.Silos is not null ? Channel.All : Dice.Below(5) switch
        {
            0 => Struck(Channel.Multicast, Fault.PartitionMulticastOnly),
            1 => Struck(Channel.Unicast, Fault.PartitionUnicastOnly),
            _ => Channel.All,
        };
        var oneWay = Dice.Chance(0.3);
        if (oneWay)
        {
            World.Counters.Strike(Fault.PartitionOneWay);
        }

        var order = Enumerable.Range(0, World.Machines.Count).ToList();
        Dice.Shuffle(order);
        var (fault, cut) = Shape(order.Count);
        World.Counters.Strike(fault);
        Open(Cuts(order, cut, channel, oneWay), $"network: {fault}{(oneWay ? ", one way" : "")}, {channel}, of {string.Join(' ', order.Select(i => World.Machines[i]))}");
    }

    private void Open(IReadOnlyList<Cut> cuts, string what)
    {
        World.Trace.Say(null, what);
        World.Network.Apply(cuts, +1);
        World.Oracle.Calm.CutBegins();
        _open.Add(cuts);
        World.After(Options.PartitionLasts * Dice.Between(0.3, 1.7), () => Close(cuts));
    }

    private void Close(IReadOnlyList<Cut> cuts)
    {
        if (_open.Remove(cuts))
        {
            World.Trace.Say(null, "network: healed");
            World.Network.Apply(cuts, -1);
            World.Oracle.Calm.CutEnds();
        }
    }

    private Channel Struck(Channel channel, Fault fault)
    {
        World.Counters.Strike(fault);
        return channel;
    }

    /// <summary>Which pairs, by their place in a shuffled order, no longer hear each other.</summary>
    private (Fault Fault, Func<int, int, bool> IsCut) Shape(int count)
    {
        var half = count / 2;
        return Dice.Below(4) switch
        {
            0 => (Fault.PartitionIsolate, (a, b) => a == 0 || b == 0),
            1 => (Fault.PartitionHalves, (a, b) => (a < half) != (b < half)),
            // The last one hears both halves.
            2 => (Fault.PartitionBridge, (a, b) => a < count - 1 && b < count - 1 && (a < half) != (b < half)),
            _ => (Fault.PartitionRing, (a, b) => Math.Abs(a - b) != 1 && Math.Abs(a - b) != count - 1),
        };
    }

    private static List<Cut> Cuts(List<int> order, Func<int, int, bool> isCut, Channel channel, bool oneWay)
    {
        var cuts = new List<Cut>();
        for (var a = 0; a < order.Count; a++)
        {
            for (var b = 0; b < order.Count; b++)
            {
                if (a != b && (!oneWay || a < b) && isCut(a, b))
                {
                    cuts.Add(new Cut(order[a], order[b], channel));
                }
            }
        }

        return cuts;
    }
}
