using OrleansNaming.Tracks.Ownership;

namespace OrleansNaming.Tracks.Grains;

/// <summary>
/// Commits the owners of a group: each change is one write of the group's record, which the storage accepts by its ETag. Orleans may run a grain twice while it is cut in two; of two
/// activations the storage lets one write, so a track has one owner whoever answers. A renewal is therefore a write, too: an activation that is behind must not tell an owner that it
/// still has what another one has given away.
/// </summary>
internal sealed class TrackOwnersGrain([PersistentState("track-owners", NamingStorage.ProviderName)] IPersistentState<TrackOwnersState> state) : Grain, ITrackOwnersGrain
{
    // Invariant: what the storage has accepted, as far as this activation knows, and its bytes, which every server of the group asks for each second; replaced after the write returned.
    private (OwnershipRows Rows, byte[] Bytes) _committed = (OwnershipRows.Empty, []);

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        var rows = OwnershipCodec.DecodeRows(state.State.Rows)
            ?? throw new InvalidOperationException($"what is stored of the owners of group '{this.GetPrimaryKeyString()}' cannot be read, and is left as it is: restore the grain's record 'track-owners', or delete it when nothing runs that a former owner could still write to");
        _committed = (new OwnershipRows(rows), state.State.Rows);
        return Task.CompletedTask;
    }

    public ValueTask<byte[]> ReadAsync() => new(_committed.Bytes);

    public async ValueTask<bool> TakeAsync(byte[] token)
    {
        if (_committed.Rows.Take(Tokens(token).Single()) is not { } next)
        {
            return false;
        }

        await CommitAsync(next).ConfigureAwait(true);
        return true;
    }

    public async ValueTask<byte[]> BeatAsync(byte[] tokens)
    {
        var beating = Tokens(tokens);
        await CommitAsync(_committed.Rows.Beat(beating)).ConfigureAwait(true);
        return OwnershipCodec.Encode(beating.Where(token => !_committed.Rows.Has(token)));
    }

    public async ValueTask ReleaseAsync(byte[] token) => await CommitAsync(_committed.Rows.Release(Tokens(token).Single())).ConfigureAwait(true);

    private static List<TrackToken> Tokens(byte[] bytes) => OwnershipCodec.DecodeTokens(bytes) ?? throw new ArgumentException("these bytes are no tokens", nameof(bytes));

    private async Task CommitAsync(OwnershipRows next)
    {
        if (ReferenceEquals(next, _committed.Rows))
        {
            return;
        }

        try
        {
            state.State.Rows = OwnershipCodec.Encode(next.All);
            await state.WriteStateAsync().ConfigureAwait(true);
            _committed = (next, state.State.Rows);
        }
        catch
        {
            DeactivateOnIdle(); // what is stored counts, and is read again
            throw;
        }
    }
}
