using System.Text.Json;
using System.Threading.Channels;
using OrleansNaming.Tracks.Language;
using OrleansNaming.Tracks.Stores;
using OrleansNaming.Tracks.Telemetry;

namespace OrleansNaming.Tracks.Gathering;

/// <summary>Contacts of this process that wait to be brought. Bounded: what finds no room is dropped and counted.</summary>
internal sealed class ContactBuffer(int queuedMax, TrackMeter meter) : ITrackContacts
{
    private const string Source = "site";
    private const int PathLengthMax = 2_048;

    private readonly Channel<(string Name, TrackContact Contact)> _waiting = Channel.CreateBounded<(string, TrackContact)>(queuedMax);
    private long _dropped;

    /// <inheritdoc/>
    public long Dropped => Interlocked.Read(ref _dropped);

    /// <summary>Called when there is something to bring; set once, before the first contact.</summary>
    public Action Added { get; set; } = static () => { };

    /// <inheritdoc/>
    public bool TryAdd(string name, TrackContact contact)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(contact);
        if (!_waiting.Writer.TryWrite((name, contact)))
        {
            Drop(1);
            return false;
        }

        Added();
        return true;
    }

    /// <summary>Up to so many, by their names.</summary>
    public IReadOnlyList<IGrouping<string, TrackContact>> Take(int most)
    {
        var taken = new List<(string Name, TrackContact Contact)>();
        while (taken.Count < most && _waiting.Reader.TryRead(out var one))
        {
            taken.Add(one);
        }

        return [.. taken.GroupBy(static one => one.Name, static one => one.Contact, StringComparer.Ordinal)];
    }

    public void Drop(int count)
    {
        Interlocked.Add(ref _dropped, count);
        meter.Dropped(Source, count);
    }

    /// <summary>Its columns.</summary>
    public static void Write(TrackContact contact, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("id", Cut(contact.Id, StoreText.KeyLengthMax));
        json.WriteString("visitor", Cut(contact.Visitor, StoreText.KeyLengthMax));
        json.WriteString("path", Cut(contact.Path, PathLengthMax));
        json.WriteString("method", Cut(contact.Method, StoreText.KeyLengthMax));
        json.WriteString("host", Cut(contact.Host, StoreText.KeyLengthMax));
        json.WriteNumber("status", contact.Status);
        json.WriteNumber("milliseconds", (long)contact.Duration.TotalMilliseconds);
        json.WriteString("seen", Instants.Print(contact.Seen));
        json.WriteEndObject();
    }

    /// <summary>What the database keeps of a text: no NUL and no half characters.</summary>
    private static string Cut(string text, int most) => StoreText.Clean(text.Length > most ? text[..most] : text);
}
