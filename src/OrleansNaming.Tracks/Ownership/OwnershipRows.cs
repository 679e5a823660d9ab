using System.Collections.Immutable;
using OrleansNaming.Tracks.Presence;

namespace OrleansNaming.Tracks.Ownership;

/// <summary>
/// The owners of one group as a value, for a store that keeps a group as one record: each change makes the next value, or says that it changes nothing. What
/// <see cref="IOwnershipStore"/> promises of a row is decided here; that of two next values one is kept is the record's compare-and-set. At most
/// <see cref="TrackLimits.Tracks"/> rows: none is ever taken out, since its epoch must never be given out again.
/// </summary>
internal sealed class OwnershipRows
{
    private readonly ImmutableSortedDictionary<string, OwnershipRow> _byTrack;

    public OwnershipRows(IEnumerable<OwnershipRow> rows)
        : this(rows.ToImmutableSortedDictionary(row => row.Track, row => row, ByteOrder.Instance))
    {
    }

    private OwnershipRows(ImmutableSortedDictionary<string, OwnershipRow> byTrack) => _byTrack = byTrack;

    public static OwnershipRows Empty { get; } = new([]);

    /// <summary>By the tracks' bytes.</summary>
    public IEnumerable<OwnershipRow> All => _byTrack.Values;

    /// <summary>Gives a track to the holder of a token.</summary>
    /// <param name="token">The token that it will have: its epoch is the seen one + 1.</param>
    /// <returns>Null when the row has another epoch.</returns>
    /// <exception cref="InvalidOperationException">A track beyond the bound.</exception>
    public OwnershipRows? Take(TrackToken token)
    {
        var present = _byTrack.GetValueOrDefault(token.Track);
        if (token.Epoch != (present?.Epoch ?? 0) + 1)
        {
            return null;
        }

        return present is null && _byTrack.Count >= TrackLimits.Tracks
            ? throw new InvalidOperationException($"the group has had {TrackLimits.Tracks} tracks, as many as its owners' grain keeps: make another group")
            : With(new OwnershipRow(token.Track, token.Epoch, token.Holder, 0));
    }

    /// <summary>Raises the beat of each token that is the present one, once.</summary>
    public OwnershipRows Beat(IEnumerable<TrackToken> tokens) =>
        tokens.Distinct().Where(Has).Aggregate(this, static (rows, token) => rows.With(rows._byTrack[token.Track] with { Beat = rows._byTrack[token.Track].Beat + 1 }));

    /// <summary>Takes the holder from a track, and keeps its epoch. The same rows when the token is not the present one.</summary>
    public OwnershipRows Release(TrackToken token) => Has(token) ? With(_byTrack[token.Track] with { Holder = null }) : this;

    /// <summary>Whether a token is the present one.</summary>
    public bool Has(TrackToken token) => _byTrack.GetValueOrDefault(token.Track)?.Token == token;

    private OwnershipRows With(OwnershipRow row) => new(_byTrack.SetItem(row.Track, row));
}
