using OrleansNaming.Tracks.Definitions.Triggers;
using OrleansNaming.Tracks.Gathering;
using OrleansNaming.Tracks.Stores;

namespace OrleansNaming.Tracks.Hosting;

/// <summary>Brings the contacts of this server's own site and API to the tracks that gather them (row E40).</summary>
internal sealed class SiteContacts(ContactBuffer waiting, DefinitionBook book, ContactCarrier carrier)
{
    /// <summary>Batches in a row.</summary>
    private const int RoundsMax = 20;

    // Contacts that were taken and are not written yet. Invariant: at most one batch a name.
    private List<(string Name, ContactBatch<TrackContact> Batch)> _inHand = [];

    /// <summary>Brings what waits, until there is no more or no room.</summary>
    /// <returns>Whether there may be more, after others had their turn.</returns>
    public async Task<bool> BringAsync(CancellationToken stop)
    {
        for (var round = 0; round < RoundsMax; round++)
        {
            if (_inHand.Count == 0)
            {
                _inHand = [.. waiting.Take(SqlRecordStore.Batch).Select(group => (group.Key, BatchOf([.. group])))];
            }

            if (_inHand.Count == 0 || !await BringInHandAsync(stop).ConfigureAwait(false))
            {
                return false;
            }
        }

        return true;
    }

    private async Task<bool> BringInHandAsync(CancellationToken stop)
    {
        while (_inHand is [var (name, batch), ..])
        {
            var tracks = book.Current.Values.Where(one => one.Source.Query is null && one.Triggers.Contains(new ExternalTrigger(name))).Select(one => one.Id).ToList();
            foreach (var track in tracks)
            {
                if (!await carrier.BringAsync(batch, track, stop).ConfigureAwait(false))
                {
                    return false;
                }
            }

            waiting.Drop(tracks.Count == 0 ? batch.Contacts.Count : 0);
            _inHand.RemoveAt(0);
        }

        return true;
    }

    private ContactBatch<TrackContact> BatchOf(TrackContact[] contacts) => new(carrier.NextBatch(), "site", contacts, ContactBuffer.Write, contacts[0].Seen);
}
