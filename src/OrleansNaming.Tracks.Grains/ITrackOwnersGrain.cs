using Orleans.Concurrency;

namespace OrleansNaming.Tracks.Grains;

/// <summary>The owners of one group's tracks, keyed by the group. Only bytes cross Orleans: <see cref="Ownership.OwnershipCodec"/>.</summary>
/// <remarks>A call that throws has an unknown outcome.</remarks>
[Alias("OrleansNaming.ITrackOwnersGrain")]
internal interface ITrackOwnersGrain : IGrainWithStringKey
{
    /// <summary>Every row, by track. Waits for no write: it shows what is stored.</summary>
    [Alias("Read")]
    [AlwaysInterleave]
    ValueTask<byte[]> ReadAsync();

    /// <summary>Takes a track; the epoch of the token is the one that was seen last + 1.</summary>
    /// <returns>Whether it was given.</returns>
    [Alias("Take")]
    ValueTask<bool> TakeAsync(byte[] token);

    /// <summary>Renews tokens.</summary>
    /// <returns>Those that are not the present ones.</returns>
    [Alias("Beat")]
    ValueTask<byte[]> BeatAsync(byte[] tokens);

    /// <summary>Gives a track back.</summary>
    [Alias("Release")]
    ValueTask ReleaseAsync(byte[] token);
}
