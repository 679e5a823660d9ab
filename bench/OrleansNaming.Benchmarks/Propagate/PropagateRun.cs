using System.Diagnostics;
using OrleansNaming.Benchmarks.Measuring;
using OrleansNaming.Benchmarks.Nodes;
using OrleansNaming.Lan;

namespace OrleansNaming.Benchmarks.Propagate;

/// <summary>
/// Four processes: this one owns the service, three watch it. By turns, something every 5 ms: a change, a bare write with fsync, a bare multicast.
/// The pause is a sleep, so that cores go idle as they do in service, and each of the three pays its own wake-ups.
/// </summary>
internal sealed class PropagateRun(Place place)
{
    public const int Watchers = 3;
    public static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(5);

    private readonly Milestones _milestones = new();
    private readonly long[] _writing = new long[Watched.ChangesMax];
    private readonly long[] _written = new long[Watched.ChangesMax];
    private readonly long[] _sent = new long[Watched.ChangesMax];

    public async Task<PropagateTimes> RunAsync(int warmUps, int changes)
    {
        await using var owner = await BenchNode.StartAsync(Watched.Owner, place, new LanSeams
        {
            Store = real => new NotedStore(real, _milestones),
            Datagrams = real => new NotedDatagrams(real, _milestones),
        });
        await CommitAsync(owner, 0);
        var watchers = await Task.WhenAll(Enumerable.Range(1, Watchers).Select(i => WatcherProcess.StartAsync($"watcher-{i}", place)));
        using var disk = new BareDisk(place);
        using var group = BareGroup.Sender(place);
        for (var change = 1; change <= warmUps + changes; change++)
        {
            await TurnAsync(owner, disk, group, change, change <= warmUps ? TimeSpan.Zero : Pace);
        }

        var seen = await Task.WhenAll(watchers.Select(watcher => watcher.AskAsync()));
        foreach (var watcher in watchers)
        {
            watcher.Dispose();
        }

        return Times(warmUps + 1, changes, seen);
    }

    private async Task TurnAsync(LanEngine owner, BareDisk disk, BareGroup group, int change, TimeSpan pace)
    {
        await CommitAsync(owner, change);
        Thread.Sleep(pace);

        _writing[change] = Stopwatch.GetTimestamp();
        disk.Write(_milestones.LastWritten);
        _written[change] = Stopwatch.GetTimestamp();
        Thread.Sleep(pace);

        _sent[change] = Stopwatch.GetTimestamp();
        group.Send(change, _milestones.LastSent);
        Thread.Sleep(pace);
    }

    private async Task CommitAsync(LanEngine owner, int change)
    {
        _milestones.Call(change);
        var completed = await owner.CommitAsync(new Bind(Watched.After(change), Replace: true), CancellationToken.None);
        _milestones.Pass(_milestones.Answered);
        if (completed.Refusal != Refusal.None)
        {
            throw new InvalidOperationException(completed.Message);
        }
    }

    private PropagateTimes Times(int from, int count, (long[] Read, long[] Received)[] seen)
    {
        var range = Enumerable.Range(from, count).ToList();
        long[] Of(long[] times) => [.. range.Select(i => times[i])];
        long[] Last(Func<(long[] Read, long[] Received), long[]> times) => [.. range.Select(i => seen.Max(watcher => times(watcher)[i]))];
        var (called, lastRead) = (Of(_milestones.Called), Last(watcher => watcher.Read));
        return new PropagateTimes(
            Sample.Between(called, lastRead),
            Sample.Between(Of(_writing), Of(_written)),
            Sample.Between(Of(_sent), Last(watcher => watcher.Received)),
            [
                ("the call → the disk's thread", Sample.Between(called, Of(_milestones.AtDisk))),
                ("write and fsync", Sample.Between(Of(_milestones.AtDisk), Of(_milestones.Durable))),
                ("durable → sending", Sample.Between(Of(_milestones.Durable), Of(_milestones.Sending))),
                ("the send call", Sample.Between(Of(_milestones.Sending), Of(_milestones.Sent))),
                ("sent → readable in the last", Sample.Between(Of(_milestones.Sent), lastRead)),
                ("the call → the caller has its answer", Sample.Between(called, Of(_milestones.Answered))),
            ],
            _milestones.LastWritten.Length,
            _milestones.LastSent.Length);
    }
}
