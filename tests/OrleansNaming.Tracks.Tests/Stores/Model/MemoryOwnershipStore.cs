using OrleansNaming.Tracks.Ownership;
using OrleansNaming.Tracks.Stores;

namespace OrleansNaming.Tracks.Tests.Stores.Model;

/// <summary>The dumb twin of <see cref="SqlOwnershipStore"/>.</summary>
internal sealed class MemoryOwnershipStore(MemoryGroup group) : IOwnershipStore
{
    public async Task<IReadOnlyList<OwnershipRow>> ReadAsync(CancellationToken cancellationToken) => await group.WriteAsync(() => group.Owners.Values.ToList(), cancellationToken);

    public async Task<TrackToken?> TakeAsync(string track, ulong seenEpoch, Holder holder, CancellationToken cancellationToken)
    {
        StoreText.Key(track);
        return await group.WriteAsync<TrackToken?>(
            () =>
            {
                if ((group.Owners.TryGetValue(track, out var row) ? row.Epoch : 0) != seenEpoch)
                {
                    return null;
                }

                group.Owners[track] = new OwnershipRow(track, seenEpoch + 1, holder, 0);
                return new TrackToken(track, seenEpoch + 1, holder);
            },
            cancellationToken);
    }

    public async Task<IReadOnlyList<TrackToken>> BeatAsync(IReadOnlyList<TrackToken> tokens, CancellationToken cancellationToken) => await group.WriteAsync(
        () =>
        {
            foreach (var token in tokens.Where(group.Holds))
            {
                group.Owners[token.Track] = group.Owners[token.Track] with { Beat = group.Owners[token.Track].Beat + 1 };
            }

            return tokens.Where(token => !group.Holds(token)).ToList();
        },
        cancellationToken);

    public Task ReleaseAsync(TrackToken token, CancellationToken cancellationToken) => group.WriteAsync(
        () => group.Holds(token) && (group.Owners[token.Track] = group.Owners[token.Track] with { Holder = null }) is not null,
        cancellationToken);
}
