using OrleansNaming.Tracks.Ownership;
using OrleansNaming.Tracks.Tests.Stores.Model;

namespace OrleansNaming.Tracks.Tests.Linearizability;

/// <summary>A store with one planted bug: the histories that it makes must be refused.</summary>
internal sealed class BrokenStore(PlantedBug bug) : IOwnershipStore
{
    private readonly MemoryGroup _group = new();
    private IReadOnlyList<OwnershipRow> _before = [];
    private IReadOnlyList<OwnershipRow> _now = [];
    private ulong _looked;

    private MemoryOwnershipStore Right => new(_group);

    public async Task<IReadOnlyList<OwnershipRow>> ReadAsync(CancellationToken cancellationToken) =>
        bug == PlantedBug.ReadsFromYesterday ? _before : await Right.ReadAsync(cancellationToken);

    public async Task<TrackToken?> TakeAsync(string track, ulong seenEpoch, Holder holder, CancellationToken cancellationToken)
    {
        var epoch = _group.Owners.TryGetValue(track, out var row) ? row.Epoch : 0;
        var compared = bug switch { PlantedBug.TakesWithoutComparing => seenEpoch, PlantedBug.ComparesTooEarly => _looked, _ => epoch };
        _looked = epoch;
        if (compared == seenEpoch && epoch != seenEpoch)
        {
            _group.Owners[track] = new OwnershipRow(track, seenEpoch, null, 0);
        }

        return await NotedAsync(Right.TakeAsync(track, seenEpoch, holder, cancellationToken));
    }

    public Task<IReadOnlyList<TrackToken>> BeatAsync(IReadOnlyList<TrackToken> tokens, CancellationToken cancellationToken) =>
        NotedAsync(Right.BeatAsync(bug == PlantedBug.RenewsForFormerOwners ? [.. tokens.Select(token => Present(token))] : tokens, cancellationToken));

    public async Task ReleaseAsync(TrackToken token, CancellationToken cancellationToken)
    {
        if (bug == PlantedBug.ForgetsReleases && token.Epoch % 2 == 0)
        {
            return;
        }

        await NotedAsync(Task.FromResult(Right.ReleaseAsync(bug == PlantedBug.ReleasesForFormerOwners ? Present(token) : token, cancellationToken)));
        if (bug == PlantedBug.ForgetsEpochs && _group.Owners.TryGetValue(token.Track, out var row) && row.Holder is null)
        {
            _group.Owners.Remove(token.Track);
        }
    }

    private TrackToken Present(TrackToken token) => _group.Owners.TryGetValue(token.Track, out var row) && row.Token is { } present ? present : token;

    private async Task<T> NotedAsync<T>(Task<T> change)
    {
        var result = await change;
        (_before, _now) = (_now, [.. _group.Owners.Values]);
        return result;
    }
}
