using Orleans.Concurrency;

namespace OrleansNaming.Grains;

/// <summary>
/// The versioned list of one server, keyed by its <see cref="ServerId"/>: kept in grain storage, written by the server's own process alone, read by
/// everyone. Only bytes of Core's encodings cross: one encoding, one versioning story for both engines.
/// </summary>
[Alias("OrleansNaming.IServerAdvertisementGrain")]
internal interface IServerAdvertisementGrain : IGrainWithStringKey
{
    /// <summary>The FencedJournal as it is stored, for the server's next life.</summary>
    [Alias("Read")]
    ValueTask<byte[]> ReadAsync();

    /// <summary>Makes one write durable; see Core's FencedJournal for who may.</summary>
    /// <param name="write">A JournalWrite.</param>
    /// <returns>One byte of JournalWriteOutcome, then the epoch that has the store: incarnation 8, boot 16, little-endian.</returns>
    [Alias("Write")]
    ValueTask<byte[]> WriteAsync(byte[] write);

    /// <summary>Answers a pull (row B5), also when the server's process is dead; to an asker that may not hear of the server it is unknown (row E36).</summary>
    /// <param name="request">A sealed ChangesRequest; its envelope names the server that asks.</param>
    /// <param name="source">The asking silo's IP address: 4 or 16 bytes.</param>
    /// <returns>The sealed answer; empty when the request is refused unread.</returns>
    [AlwaysInterleave]
    [Alias("Changes")]
    ValueTask<byte[]> ChangesAsync(byte[] request, byte[] source);

    /// <summary>Where this activation runs, as a silo's address. Moves it home when that is elsewhere and home is up.</summary>
    [AlwaysInterleave]
    [Alias("GoHome")]
    ValueTask<string> GoHomeAsync();
}
