namespace OrleansNaming.Grains;

/// <summary>
/// Which servers have a stored list: grain storage cannot be enumerated. There are <see cref="Count"/>, keyed 0 to 15 by a hash of the server's
/// name. A server is listed before its first write.
/// </summary>
[Alias("OrleansNaming.IOwnerIndexGrain")]
internal interface IOwnerIndexGrain : IGrainWithIntegerKey
{
    const int Count = 16;

    /// <summary>Lists a server. Writes nothing when it is listed already.</summary>
    [Alias("Add")]
    ValueTask AddAsync(string server);

    /// <summary>Takes a server out whose list nobody needs any more; not one that is up.</summary>
    [Alias("Remove")]
    ValueTask RemoveAsync(string server);

    [Alias("All")]
    ValueTask<string[]> AllAsync();
}
