using OrleansNaming.Tracks.Gathering;

namespace OrleansNaming.Tracks.Hosting;

/// <summary>Keeps the announcements of tracks alive, as the master: whoever wrote a track may be gone (row E25).</summary>
internal sealed class AnnouncementsTask(DefinitionBook book, DefinitionAnnouncer announcer, TimeProvider time) : IMasterTask
{
    /// <summary>A third of a guest's lease.</summary>
    private static readonly TimeSpan Renewal = TimeSpan.FromSeconds(10);

    private readonly Dictionary<string, (int Version, long At)> _told = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        foreach (var definition in book.Stored.Values.OrderBy(definition => definition.Track, StringComparer.Ordinal))
        {
            var last = _told.GetValueOrDefault(definition.Track);
            if (last.Version == definition.Version && time.GetElapsedTime(last.At) < Renewal)
            {
                continue;
            }

            if ((last.Version == definition.Version && await announcer.RenewAsync(definition.Track, cancellationToken)) || await announcer.AnnounceAsync(definition, cancellationToken))
            {
                _told[definition.Track] = (definition.Version, time.GetTimestamp());
            }
        }
    }
}
