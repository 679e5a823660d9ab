using System.Text.Json;
using OrleansNaming.Tracks.Definitions;
using OrleansNaming.Tracks.Steps;
using OrleansNaming.Tracks.Stores;

namespace OrleansNaming.Tracks.Gathering;

/// <summary>Records that were posted or brought (row E40): a JSON object, or an array of up to 500, whose members are the columns.</summary>
internal static class PostedContacts
{
    /// <summary>Reads them. One of an array that is no contact of this track, such as a visitor who is nobody, is left out.</summary>
    /// <param name="source">The track's.</param>
    /// <param name="payload">The JSON.</param>
    /// <param name="leftOut">Told why one was left out.</param>
    /// <exception cref="TrackSourceException">It is no such JSON, or the only contact is none.</exception>
    public static IReadOnlyList<GatheredRecord> Read(TrackSource source, string payload, Action<string> leftOut)
    {
        try
        {
            using var document = JsonDocument.Parse(payload);
            return document.RootElement.ValueKind == JsonValueKind.Array
                ? [.. document.RootElement.EnumerateArray().Take(SqlRecordStore.Batch).Select(contact => TryContact(source, contact, leftOut)).OfType<GatheredRecord>()]
                : [Contact(source, document.RootElement)];
        }
        catch (JsonException e)
        {
            throw new TrackSourceException($"a contact is a JSON object: {e.Message}");
        }
    }

    private static GatheredRecord? TryContact(TrackSource source, JsonElement contact, Action<string> leftOut)
    {
        try
        {
            return Contact(source, contact);
        }
        catch (TrackSourceException none)
        {
            leftOut(none.Message);
            return null;
        }
    }

    private static GatheredRecord Contact(TrackSource source, JsonElement contact)
    {
        if (contact.ValueKind != JsonValueKind.Object)
        {
            throw new TrackSourceException("a contact is a JSON object, whose members are the track's columns");
        }

        var values = new RecordValues(source);
        foreach (var column in source.Columns.Where(column => !column.IsOwn))
        {
            if (contact.TryGetProperty(column.Name, out var value))
            {
                values[column.Name] = ColumnText.TryRead(value, column.Type, out var read) ? read : throw new TrackSourceException($"'{column.Name}' of a contact is no {column.Type}");
            }
        }

        var key = ColumnText.Print(values[source.Key]);
        return StoreText.IsKey(key) ? new GatheredRecord(key, values.Print(isOwn: false)) : throw new TrackSourceException($"a contact has no key '{source.Key}', or too long a one");
    }
}
