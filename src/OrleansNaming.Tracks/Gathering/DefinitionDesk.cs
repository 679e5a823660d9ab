using OrleansNaming.Tracks.Definitions;
using OrleansNaming.Tracks.Language;
using OrleansNaming.Tracks.Presence;
using OrleansNaming.Tracks.Stores;

namespace OrleansNaming.Tracks.Gathering;

/// <summary>Where tracks are written, changed and removed (row E25): the text is kept in the group's database, then told to all servers.</summary>
internal sealed class DefinitionDesk(SqlDefinitionStore store, DefinitionBook book, DefinitionAnnouncer announcer, Func<TrackVocabulary> vocabulary, string group, TimeProvider time)
{
    /// <summary>What is wrong with a text or a drawing, for this group.</summary>
    public Reading<TrackDefinition> Check(string content, bool isDrawing)
    {
        var reading = isDrawing ? TrackGraph.Parse(content, vocabulary()) : TrackText.Parse(content, vocabulary());
        return reading.Value is { } definition && definition.Group != group
            ? new Reading<TrackDefinition>(null, [new TrackError(1, 1, $"the track is of group '{definition.Group}', and this server of '{group}': write GROUP \"{group}\"")], reading.Text)
            : reading;
    }

    /// <summary>Keeps a definition as the next version of its track; one that says nothing new stays what it is.</summary>
    /// <param name="definition">One that was checked; its own version number does not count.</param>
    /// <param name="expected">The version that it was made from, 0 for none; null to replace whatever there is.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <exception cref="NamingException">Somebody else has changed it (<see cref="Refusal.AlreadyBound"/>), or there are too many tracks.</exception>
    public async Task<StoredDefinition> SaveAsync(TrackDefinition definition, int? expected, CancellationToken cancellationToken)
    {
        await book.RefreshAsync(cancellationToken);
        var newest = book.Stored.GetValueOrDefault(definition.Id);
        Expect(definition.Id, newest, expected);
        if (newest?.Text is not null && TrackText.Print(definition with { Version = newest.Version }) == newest.Text)
        {
            return newest;
        }

        if (newest is null && book.Stored.Count >= TrackLimits.Tracks)
        {
            throw new NamingException(Refusal.TooMany, $"group '{group}' has {TrackLimits.Tracks} tracks, and no room for more");
        }

        var next = definition with { Version = (newest?.Version ?? 0) + 1 };
        return await KeepAsync(StoredDefinition.Of(next.Id, next.Version, TrackText.Print(next), time.GetUtcNow()), cancellationToken);
    }

    /// <summary>Removes a track: nobody owns it any more, its records stay where they are.</summary>
    /// <exception cref="NamingException">There is none, or somebody else has changed it.</exception>
    public async Task<StoredDefinition> RemoveAsync(string track, int? expected, CancellationToken cancellationToken)
    {
        await book.RefreshAsync(cancellationToken);
        var newest = book.Stored.GetValueOrDefault(track);
        if (newest?.Text is null)
        {
            throw new NamingException(Refusal.NotFound, $"there is no track '{track}' that somebody wrote in group '{group}'");
        }

        Expect(track, newest, expected);
        return await KeepAsync(StoredDefinition.Of(track, newest.Version + 1, null, time.GetUtcNow()), cancellationToken);
    }

    private async Task<StoredDefinition> KeepAsync(StoredDefinition definition, CancellationToken cancellationToken)
    {
        if (!await store.AddAsync(definition, cancellationToken))
        {
            throw new NamingException(Refusal.AlreadyBound, $"somebody else has just saved version {definition.Version} of '{definition.Track}': read it and try again");
        }

        await announcer.AnnounceAsync(definition, cancellationToken);
        return definition;
    }

    private static void Expect(string track, StoredDefinition? newest, int? expected)
    {
        if (expected is not null && expected != (newest?.Text is null ? 0 : newest.Version))
        {
            throw new NamingException(Refusal.AlreadyBound, $"'{track}' is at version {newest?.Version ?? 0} by now, and not at {expected}: read it and try again");
        }
    }
}
