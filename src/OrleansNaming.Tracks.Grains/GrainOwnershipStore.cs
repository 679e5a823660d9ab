using OrleansNaming.Tracks.Ownership;
using OrleansNaming.Tracks.Stores;
using OrleansNaming.Tracks.Wire;

namespace OrleansNaming.Tracks.Grains;

/// <summary>The owners of one group's tracks in a grain, for groups that have no SQL database.</summary>
/// <param name="grains">A silo's, or an Orleans client's.</param>
/// <param name="group">The group.</param>
public sealed class GrainOwnershipStore(IGrainFactory grains, string group) : IOwnershipStore
{
    private readonly ITrackOwnersGrain _owners = grains.GetGrain<ITrackOwnersGrain>(StoreText.Key(group, nameof(group)));

    /// <inheritdoc/>
    public async Task<IReadOnlyList<OwnershipRow>> ReadAsync(CancellationToken cancellationToken)
    {
        var bytes = await AskAsync(owners => owners.ReadAsync().AsTask(), cancellationToken).ConfigureAwait(false);
        return OwnershipCodec.DecodeRows(bytes) ?? throw new InvalidDataException("the owners' grain answered with bytes that are no rows");
    }

    /// <inheritdoc/>
    public async Task<TrackToken?> TakeAsync(string track, ulong seenEpoch, Holder holder, CancellationToken cancellationToken)
    {
        if (!TrackWords.IsName(StoreText.Key(track, nameof(track))))
        {
            throw new ArgumentException("holds a control character", nameof(track));
        }

        var token = new TrackToken(track, checked(seenEpoch + 1), holder);
        var bytes = OwnershipCodec.Encode([token]);
        return await AskAsync(owners => owners.TakeAsync(bytes).AsTask(), cancellationToken).ConfigureAwait(false) ? token : null;
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<TrackToken>> BeatAsync(IReadOnlyList<TrackToken> tokens, CancellationToken cancellationToken)
    {
        var bytes = OwnershipCodec.Encode(tokens);
        var lost = await AskAsync(owners => owners.BeatAsync(bytes).AsTask(), cancellationToken).ConfigureAwait(false);
        return OwnershipCodec.DecodeTokens(lost) ?? throw new InvalidDataException("the owners' grain answered with bytes that are no tokens");
    }

    /// <inheritdoc/>
    public async Task ReleaseAsync(TrackToken token, CancellationToken cancellationToken)
    {
        var bytes = OwnershipCodec.Encode([token]);
        await AskAsync(
            async owners =>
            {
                await owners.ReleaseAsync(bytes).ConfigureAwait(false);
                return true;
            },
            cancellationToken).ConfigureAwait(false);
    }

    private Task<T> AskAsync<T>(Func<ITrackOwnersGrain, Task<T>> ask, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return ask(_owners).WaitAsync(cancellationToken);
    }
}
