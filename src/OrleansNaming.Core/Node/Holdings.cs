using OrleansNaming.Advertising;
using OrleansNaming.Ordering;
using OrleansNaming.Wire;

namespace OrleansNaming.Node;

/// <summary>What this node holds, put into messages for others: summaries, dumps, bucket digests (rules 12, 13).</summary>
internal sealed class Holdings(NodeOptions options, OwnList own, KnownOwners owners, Beat beat, NodeStep step)
{
    /// <summary>Above so many owners a summary names only oneself: everyone answers a hello, and a dump tells the rest.</summary>
    private const int NamedMax = 16;

    /// <summary>Holdings that fit one datagram: the longest takes 137 bytes.</summary>
    private const int PerDatagram = 6;

    /// <summary>Bytes of lists in one page of a dump.</summary>
    private const int DumpPageBytes = 4 << 20;

    public Holding OfSelf() => new(
        options.Server, own.Current.Stamp, own.Current.Digest, OwnerState.Alive, TimeSpan.Zero, step.Sealer.LastSequence, Address: null);

    public Holding Of(KnownOwner owner) => new(
        owner.Server, owner.View.Stamp, owner.View.Advertisement?.Digest ?? default, owner.State,
        Timing.Max(TimeSpan.Zero, step.Now.Monotonic - owner.HeardAt), LeaseOf(owner), owner.Address);

    /// <summary>A sequence belongs to the process that issued it: told beside another's stamp it would outrun that one's own.</summary>
    private static ulong LeaseOf(KnownOwner owner) => owner.Pin?.Boot == owner.View.Stamp.Epoch.Boot ? owner.LeaseSequence : 0;

    /// <summary>Everything that may be told to that reader, oneself first.</summary>
    public IEnumerable<Holding> For(ServerId reader)
    {
        if (own.IsOpen && options.Audience.MayHear(reader, options.Server))
        {
            yield return OfSelf();
        }

        foreach (var owner in owners.All)
        {
            if (owner.Server != reader && !owner.View.Stamp.IsNone && options.Audience.MayHear(reader, owner.Server))
            {
                yield return Of(owner);
            }
        }
    }

    /// <summary>The answer to a hello, in as many datagrams as it takes.</summary>
    public IEnumerable<Summary> Summaries(ServerId asker, ulong nonce, bool ready)
    {
        var holdings = owners.All.Count > NamedMax ? For(asker).Take(1).ToList() : [.. For(asker)];
        var parts = Math.Max(1, (holdings.Count + PerDatagram - 1) / PerDatagram);
        for (var part = 0; part < parts; part++)
        {
            yield return new Summary(nonce, part, parts, ready, OfAsker(asker), [.. holdings.Skip(part * PerDatagram).Take(PerDatagram)]);
        }
    }

    /// <summary>Stamps that have not changed for 2 s, for the digest exchange: the reader's own among them, so that it meets what is held of its name.</summary>
    public List<Holding> Settled(ServerId reader) =>
        [.. For(reader).Concat(OfReader(reader)).Where(holding => owners.Find(holding.Server) is not { } owner || step.Now.Monotonic - owner.SettledAt >= Timing.RepairSettled)];

    private IEnumerable<Holding> OfReader(ServerId reader) =>
        owners.Find(reader) is { View.Stamp.IsNone: false } owner ? [Of(owner)] : [];

    /// <summary>One page of the state dump (row B8b): everything but the reader's own.</summary>
    public DumpReply Dump(ServerId reader, ServerId? after, bool ready)
    {
        var page = new List<DumpedOwner>();
        var bytes = 0;
        foreach (var (holding, list, interval) in Lists(reader).Where(l => after is null || l.Holding.Server.CompareTo(after.Value) > 0).OrderBy(l => l.Holding.Server))
        {
            var full = AdvertisementFold.Full(list);
            bytes += DeltaCodec.Length(full);
            if (page.Count > 0 && bytes > DumpPageBytes)
            {
                return new DumpReply(ready, page, page[^1].Holding.Server);
            }

            page.Add(new DumpedOwner(holding, full, list.Inherits, interval));
        }

        return new DumpReply(ready, page, Next: null);
    }

    private IEnumerable<(Holding Holding, Advertisement List, TimeSpan Interval)> Lists(ServerId reader)
    {
        foreach (var holding in For(reader))
        {
            if (holding.Server == options.Server)
            {
                yield return (holding, own.Current, beat.Interval);
            }
            else if (owners.Find(holding.Server) is { View.Advertisement: { } list } owner)
            {
                yield return (holding, list, owner.Interval);
            }
        }
    }

    /// <summary>The highest state of the asker that is known here: shown, told of, or only a floor.</summary>
    public Holding? OfAsker(ServerId asker)
    {
        var floor = owners.FloorOf(asker);
        var least = floor is null ? default : new Stamp(floor.Epoch, 1);
        if (owners.Find(asker) is not { } owner)
        {
            return floor is null ? null : new Holding(asker, least, default, floor.Left ? OwnerState.Left : OwnerState.Unheard, TimeSpan.Zero, 0, null);
        }

        var holding = Of(owner);
        holding = owner.Known > holding.Stamp ? holding with { Stamp = owner.Known, Digest = owner.KnownDigest } : holding;
        holding = owner.ShownBefore > holding.Stamp ? holding with { Stamp = owner.ShownBefore, Digest = default } : holding;
        holding = least > holding.Stamp ? holding with { Stamp = least, Digest = default } : holding;
        return holding.Stamp.IsNone ? null : holding;
    }
}
