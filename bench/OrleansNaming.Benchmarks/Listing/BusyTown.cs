using System.Diagnostics;
using OrleansNaming.Advertising;
using OrleansNaming.Replica;
using OrleansNaming.Tree;

namespace OrleansNaming.Benchmarks.Listing;

/// <summary>A replica with one large context, a writer that changes it at a pace, and a reader.</summary>
internal sealed class BusyTown : IDisposable
{
    private const int Page = 1_000;

    private readonly DirectoryReplica _replica = new() { IsComplete = true };
    private readonly int _names;
    private readonly List<NamingChange> _changes = [];
    private Advertisement _list;
    private Thread? _writer;
    private volatile bool _ends;
    private long _updates;
    private long _busyTicks;

    public BusyTown(int names)
    {
        _names = names;
        var server = new ServerId("owner");
        var lines = Enumerable.Range(0, names).Select(index => (Entry)Line(index, 0)).ToList();
        _list = AdvertisementFold.Advance(AdvertisementFold.Nothing(server), new Stamp(new Epoch(1, new BootId(1)), 1), OwnerStatus.Serving, lines, []).Next;
        _replica.Apply(_list, null, _changes);
    }

    /// <summary>Updates a second that the writer reached.</summary>
    public double Rate() => _updates / Stopwatch.GetElapsedTime(0, _busyTicks).TotalSeconds;

    public void Begin(int perSecond)
    {
        _ends = false;
        _writer = new Thread(() => Write(perSecond));
        _writer.Start();
    }

    public void End()
    {
        _ends = true;
        _writer?.Join();
        _writer = null;
    }

    public void Dispose() => End();

    /// <summary>Lists everything, as often as half a second allows.</summary>
    public Listed Look()
    {
        var (torn, rounds, resolves) = (0, 0, 0L);
        var stop = false;
        var reader = new Thread(() =>
        {
            while (!Volatile.Read(ref stop))
            {
                resolves += _replica.Resolve("shop/n-05000").Count;
            }
        });
        reader.Start();
        var started = Stopwatch.GetTimestamp();
        for (; Stopwatch.GetElapsedTime(started).TotalMilliseconds < 500; rounds++)
        {
            torn += List();
        }

        var elapsed = Stopwatch.GetElapsedTime(started);
        Volatile.Write(ref stop, true);
        reader.Join();
        return new Listed(elapsed.TotalMilliseconds / rounds, elapsed.TotalNanoseconds / Math.Max(1, resolves), rounds * (_names / Page), torn);
    }

    private int List()
    {
        var (torn, seen) = (0, 0);
        string? after = null;
        do
        {
            var page = TreeReader.List(_replica, CompositeName.Of("shop"), after, Page);
            seen += page.Entries.Count;
            torn += IsTorn(page) ? 1 : 0;
            after = page.Next;
        }
        while (after is not null);

        return torn + (seen == _names ? 0 : 1);
    }

    /// <summary>Every version gives one weight to the first and the last name of a page.</summary>
    private static bool IsTorn(TreePage page) => page.Entries[0].Instances[0].Weight != page.Entries[^1].Instances[0].Weight;

    private void Write(int perSecond)
    {
        var started = Stopwatch.GetTimestamp();
        for (var update = 0L; !_ends; update++)
        {
            while (Stopwatch.GetElapsedTime(started).TotalSeconds * perSecond < update && !_ends)
            {
                Thread.Yield();
            }

            var (page, weight) = ((int)(update % (_names / Page)) * Page, 1 + (int)(update % 60_000));
            var (next, delta) = AdvertisementFold.Advance(_list, _list.Stamp.Next(), OwnerStatus.Serving, [Line(page, weight), Line(page + Page - 1, weight)], []);
            _list = next;
            _changes.Clear();
            _replica.Apply(next, delta, _changes);
            _updates++;
        }

        _busyTicks += Stopwatch.GetTimestamp() - started;
    }

    private static Instance Line(int index, int weight) =>
        new($"shop/n-{index:d5}", "owner", [new Endpoint("http", "10.0.0.1", 80)], InstanceDetails.None with { Weight = weight }, null);
}
