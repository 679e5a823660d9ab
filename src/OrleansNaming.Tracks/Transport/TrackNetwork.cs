using System.Collections.Concurrent;
using System.Net.Http.Headers;
using OrleansNaming.Tracks.Ownership;

namespace OrleansNaming.Tracks.Transport;

/// <summary>
/// HTTP between servers of a group: through NATs and across subnets, over TLS where the peer's URL says https (row E41). An advert that has not left when the next one comes is
/// dropped: one is under way to each place at a time.
/// </summary>
internal sealed class TrackNetwork(string group, Holder self, TrackPeers peers, TrackSeal seal, HttpClient http, TimeProvider time)
{
    /// <summary>Who answered, for places that are known by their URL alone.</summary>
    public const string ServerHeader = "Naming-Track-Server";

    private readonly ConcurrentDictionary<Uri, bool> _underWay = new();
    private ulong _sequence;
    private long _bytes;

    /// <summary>Bytes that were sent, headers of HTTP not counted.</summary>
    public long BytesSent => Interlocked.Read(ref _bytes);

    public void Advertise(byte[] advert, CancellationToken stop)
    {
        foreach (var place in peers.All())
        {
            if (_underWay.TryAdd(place, true))
            {
                _ = AdvertiseAsync(place, advert, stop);
            }
        }
    }

    /// <summary>Waits, 2 s at most, until what is under way has arrived or failed.</summary>
    public async Task FlushAsync()
    {
        for (var i = 0; i < 40 && !_underWay.IsEmpty; i++)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(50), time).ConfigureAwait(false);
        }
    }

    /// <summary>Whether the server took it.</summary>
    public async Task<bool> SendAsync(Holder to, TrackMessageKind kind, byte[] body, CancellationToken stop) =>
        peers.Find(to.Server) is { } place && await PostAsync(place, kind, body, stop).ConfigureAwait(false);

    private async Task AdvertiseAsync(Uri place, byte[] advert, CancellationToken stop)
    {
        await PostAsync(place, TrackMessageKind.Advert, advert, stop).ConfigureAwait(false);
        _underWay.TryRemove(place, out _);
    }

    private async Task<bool> PostAsync(Uri place, TrackMessageKind kind, byte[] body, CancellationToken stop)
    {
        var bytes = seal.Seal(new TrackEnvelope(group, self, Interlocked.Increment(ref _sequence), kind, body));
        using var content = new ByteArrayContent(bytes) { Headers = { ContentType = new MediaTypeHeaderValue("application/octet-stream") } };
        try
        {
            using var answer = await http.PostAsync(new Uri(place, $"v1/tracks/{group}/messages"), content, stop).ConfigureAwait(false);
            Interlocked.Add(ref _bytes, bytes.Length);
            if (answer.Headers.TryGetValues(ServerHeader, out var names) && ServerId.TryCreate(names.First(), out var server))
            {
                peers.Met(server, place);
            }

            return answer.IsSuccessStatusCode;
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException)
        {
            return false; // lost, as on any network
        }
    }
}
