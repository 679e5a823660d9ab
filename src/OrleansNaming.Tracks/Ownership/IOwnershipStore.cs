namespace OrleansNaming.Tracks.Ownership;

/// <summary>
/// The table of owners in a store that all servers of a group share: one compare-and-set register a track. Each change of hands raises the epoch by one, so a token is
/// given out at most once (T1, T3). Nothing here knows a time: the database's clock decides nothing.
/// </summary>
/// <remarks>A call that throws has an unknown outcome: it may have happened. Read again before concluding anything.</remarks>
public interface IOwnershipStore
{
    /// <summary>Every row of the group, in the order of the tracks' bytes.</summary>
    Task<IReadOnlyList<OwnershipRow>> ReadAsync(CancellationToken cancellationToken);

    /// <summary>Takes a track: from nobody, from a holder that is presumed dead, or from oneself.</summary>
    /// <param name="track">The track; its row is made when there is none.</param>
    /// <param name="seenEpoch">The epoch that the caller saw last; 0 for no row.</param>
    /// <param name="holder">Who takes it.</param>
    /// <param name="cancellationToken">Gives up waiting; the outcome is then unknown.</param>
    /// <returns>The token with <paramref name="seenEpoch"/> + 1, or null when the row had another epoch.</returns>
    Task<TrackToken?> TakeAsync(string track, ulong seenEpoch, Holder holder, CancellationToken cancellationToken);

    /// <summary>Raises the beat of each token that is still the present one, in one transaction.</summary>
    /// <returns>Those that are not: their tracks are lost.</returns>
    Task<IReadOnlyList<TrackToken>> BeatAsync(IReadOnlyList<TrackToken> tokens, CancellationToken cancellationToken);

    /// <summary>Gives a track back, its epoch kept. Does nothing when the token is not the present one.</summary>
    Task ReleaseAsync(TrackToken token, CancellationToken cancellationToken);
}
