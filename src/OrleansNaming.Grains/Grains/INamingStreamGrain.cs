namespace OrleansNaming.Grains;

/// <summary>
/// What a client hears for long: one activation for each stream, on the silo that the client's first message came to. When that silo is gone, so is the
/// stream, and the client begins another one at another silo.
/// </summary>
[Alias("OrleansNaming.INamingStreamGrain")]
internal interface INamingStreamGrain : IGrainWithGuidKey
{
    /// <summary>Something comes at least so often: more silence than that means that the silo is dead or frozen.</summary>
    static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(5);

    /// <summary>Everything that the silo holds, and then what changes.</summary>
    /// <param name="have">What the follower has, in HeldCodec's encoding.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>Words in FollowCodec's encoding.</returns>
    [Alias("Follow")]
    IAsyncEnumerable<byte[]> FollowAsync(byte[] have, CancellationToken cancellationToken);

    /// <summary>Watches a name and what is below it.</summary>
    /// <param name="name">The name; empty for all.</param>
    /// <param name="after">The last position that the watcher has; null: begin with the present state.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>Steps in WatchStepCodec's encoding.</returns>
    [Alias("Watch")]
    IAsyncEnumerable<byte[]> WatchAsync(string name, string? after, CancellationToken cancellationToken);

    /// <summary>The same, within a <see cref="NamingScope"/>.</summary>
    [Alias("WatchScope")]
    IAsyncEnumerable<byte[]> WatchAsync(string name, int scope, string? after, CancellationToken cancellationToken);

    /// <summary>The same, from nothing older than a demanded state; each step says what was seen with it. A silo that does not come to have that state in time says so by one step.</summary>
    /// <param name="name">The name; empty for all.</param>
    /// <param name="after">The last position that the watcher has; null: begin with the present state.</param>
    /// <param name="atLeast">A token's text; null demands no write.</param>
    /// <param name="seen">A read token's text; empty: nothing was seen yet.</param>
    /// <param name="wait">How long the silo may take to have it.</param>
    /// <param name="cancellationToken">Ends it.</param>
    [Alias("WatchSeen")]
    IAsyncEnumerable<byte[]> WatchAsync(string name, string? after, string? atLeast, string seen, TimeSpan wait, CancellationToken cancellationToken);
}
