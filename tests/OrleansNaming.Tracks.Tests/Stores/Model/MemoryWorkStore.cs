using OrleansNaming.Tracks.Fencing;
using OrleansNaming.Tracks.Ownership;
using OrleansNaming.Tracks.Stores;

namespace OrleansNaming.Tracks.Tests.Stores.Model;

/// <summary>The dumb twin of <see cref="SqlWorkStore"/>.</summary>
internal sealed class MemoryWorkStore(MemoryGroup group, WorkOptions options) : IWorkStore
{
    public IFencedSource Fence { get; } = new MemoryFence(group);

    public Task<int> EnqueueAsync(string track, IReadOnlyList<WorkItem> items, CancellationToken cancellationToken) => group.WriteAsync(
        () => items.Count(item => group.Work.TryAdd((track, StoreText.Key(item.Record)), new MemoryRecord(item.Payload.ToArray()))), cancellationToken);

    public async Task<IReadOnlyList<WorkRecord>> ReadyAsync(TrackToken token, DateTimeOffset now, string? after, int limit, CancellationToken cancellationToken) =>
        await group.WriteAsync(
            () => group.Holds(token)
                ? Of(token.Track, "ready", after).Where(pair => pair.Value.NotBefore <= now).Take(limit)
                    .Select(pair => new WorkRecord(pair.Key.Record, pair.Value.Attempts, pair.Value.Payload)).ToList()
                : [],
            cancellationToken);

    public Task<WorkRecord?> FindAsync(TrackToken token, string record, CancellationToken cancellationToken) => group.WriteAsync(
        () => group.Holds(token) && group.Work.TryGetValue((token.Track, record), out var found) && found.State == "ready" ? new WorkRecord(record, found.Attempts, found.Payload) : null,
        cancellationToken);

    public Task<bool> CompleteAsync(IFencedTransaction transaction, string record, CancellationToken cancellationToken)
    {
        var fenced = (MemoryFencedTransaction)transaction;
        var key = (fenced.Token.Track, record);
        var ready = group.Work.TryGetValue(key, out var found) && found.State == "ready" && fenced.Completed.Add(record);
        if (ready)
        {
            fenced.Write(() => group.Work[key] = found! with { State = "done", Error = "" });
        }

        return Task.FromResult(ready);
    }

    public Task<FailureOutcome> FailAsync(TrackToken token, WorkRecord record, string error, DateTimeOffset now, CancellationToken cancellationToken) => group.WriteAsync(
        () =>
        {
            if (!group.Holds(token))
            {
                return FailureOutcome.FencedOut;
            }

            if (!group.Work.TryGetValue((token.Track, record.Record), out var found) || found.State != "ready" || found.Attempts != record.Attempts)
            {
                return FailureOutcome.NotedBefore;
            }

            var (failures, dead) = (record.Attempts + 1, record.Attempts + 1 >= options.AttemptsMax);
            group.Work[(token.Track, record.Record)] =
                found with { State = dead ? "dead" : "ready", Attempts = failures, NotBefore = now + options.DelayAfter(failures), Error = StoreText.Error(error) };
            return dead ? FailureOutcome.Dead : FailureOutcome.Waits;
        },
        cancellationToken);

    public async Task<IReadOnlyList<DeadLetter>> DeadLettersAsync(string track, string? after, int limit, CancellationToken cancellationToken) => await group.WriteAsync(
        () => Of(track, "dead", after).Take(limit).Select(pair => new DeadLetter(pair.Key.Record, pair.Value.Attempts, pair.Value.Error, pair.Value.Payload)).ToList(),
        cancellationToken);

    public Task<bool> RetryAsync(string track, string record, CancellationToken cancellationToken) => group.WriteAsync(
        () => group.Work.TryGetValue((track, record), out var found) && found.State == "dead"
            && (group.Work[(track, record)] = new MemoryRecord(found.Payload) { Error = found.Error }) is not null,
        cancellationToken);

    public Task<WorkCounts> CountAsync(string track, CancellationToken cancellationToken) => group.WriteAsync(
        () => new WorkCounts(Of(track, "ready", null).Count(), Of(track, "done", null).Count(), Of(track, "dead", null).Count()), cancellationToken);

    public Task<int> ForgetDoneAsync(string track, int limit, CancellationToken cancellationToken) => group.WriteAsync(
        () => Of(track, "done", null).Take(limit).ToList().Count(pair => group.Work.Remove(pair.Key)), cancellationToken);

    private IEnumerable<KeyValuePair<(string Track, string Record), MemoryRecord>> Of(string track, string state, string? after) => group.Work.Where(
        pair => pair.Key.Track == track && pair.Value.State == state && (after is null || ByteOrder.Instance.Compare(pair.Key.Record, after) > 0));
}
