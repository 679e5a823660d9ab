using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using OrleansNaming.Tracks.Telemetry;
using OrleansNaming.Tracks.Triggers;

namespace OrleansNaming.Tracks.Hosting;

/// <summary>Writes contacts to the group's database, a batch a row, and wakes the owner of the track that gathers them.</summary>
internal sealed partial class ContactCarrier(TrackMember member, TriggerBoard triggers, TimeProvider time, TrackMeter meter, ILogger<ContactCarrier> logger)
{
    private const string Digits = "D15"; // so that the order of the texts is that of the numbers

    private long _batches;

    /// <summary>A name for a batch: later ones of this server sort behind it, and no other server's is the same.</summary>
    public string NextBatch() => string.Create(
        CultureInfo.InvariantCulture, $"{time.GetUtcNow().ToUnixTimeMilliseconds().ToString(Digits, CultureInfo.InvariantCulture)} {member.Self.Server} {member.Self.Boot} {(++_batches).ToString(Digits, CultureInfo.InvariantCulture)}");

    /// <summary>Writes a batch; the same name again is the same batch.</summary>
    /// <returns>False when the track has no room: nothing was written, and it was logged.</returns>
    public async Task<bool> BringAsync<T>(ContactBatch<T> batch, string track, CancellationToken stop)
    {
        if (!await triggers.BringAsync(track, batch.Id, Text(batch), batch.Seen, stop).ConfigureAwait(false))
        {
            Log.Full(logger, track, SqlTriggerStore.ContactBatchesMax);
            return false;
        }

        meter.Brought(batch.Source, batch.Contacts.Count);
        await member.WakeAsync(track).ConfigureAwait(false);
        return true;
    }

    private static string Text<T>(ContactBatch<T> batch)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartArray();
            foreach (var contact in batch.Contacts)
            {
                batch.Write(contact, json);
            }

            json.WriteEndArray();
        }

        return Encoding.UTF8.GetString(stream.GetBuffer().AsSpan(0, (int)stream.Length));
    }

    private static partial class Log
    {
        [LoggerMessage(8034, LogLevel.Warning, "Track '{track}' has {most} batches of contacts that wait for its owner; further ones wait here.")]
        public static partial void Full(ILogger logger, string track, int most);
    }
}
