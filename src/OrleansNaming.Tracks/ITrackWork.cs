using OrleansNaming.Tracks.Ownership;

namespace OrleansNaming.Tracks;

/// <summary>What a track's work is. Called by several threads at once.</summary>
public interface ITrackWork
{
    /// <summary>Finds records that are ready. Called on the track's owner.</summary>
    /// <param name="token">The owner's token.</param>
    /// <param name="limit">At most so many.</param>
    /// <param name="cancellationToken">The owner has lost the track, or stops.</param>
    Task<IReadOnlyList<string>> SearchAsync(TrackToken token, int limit, CancellationToken cancellationToken);

    /// <summary>Does one record. Called on whatever server has room. With BestEffort it may be called twice for one record, also at once.</summary>
    /// <param name="token">The owner's token; writes that check it are refused once another server owns the track.</param>
    /// <param name="record">One that <see cref="SearchAsync"/> found.</param>
    /// <param name="cancellationToken">Stop: the owner has lost the track, or this server stops.</param>
    /// <returns>Whether the record is through, done or parked for good; false leaves it to be found again.</returns>
    Task<bool> RunAsync(TrackToken token, string record, CancellationToken cancellationToken);

    /// <summary>Does the records of a block. One after the other, unless this is overridden by a work of which many together cost less than each alone.</summary>
    /// <param name="token">The owner's token.</param>
    /// <param name="records">Those of one block, at most <see cref="TrackOptions.BlockRecords"/>.</param>
    /// <param name="done">To be told of records that are through, each once, as soon as they are: what was not told when this server dies is done again by another.</param>
    /// <param name="cancellationToken">Stop: the owner has lost the track, or this server stops.</param>
    /// <returns>Whether all are through; false leaves the rest to be found again.</returns>
    async Task<bool> RunAsync(TrackToken token, IReadOnlyList<string> records, Func<IReadOnlyList<string>, Task> done, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(records);
        ArgumentNullException.ThrowIfNull(done);
        foreach (var record in records)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!await RunAsync(token, record, cancellationToken).ConfigureAwait(false))
            {
                return false;
            }

            await done([record]).ConfigureAwait(false);
        }

        return true;
    }
}
