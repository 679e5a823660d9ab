using OrleansNaming.Grains;
using OrleansNaming.Log;

namespace OrleansNaming.Silo;

/// <summary>Which index grain lists a server, and who is listed.</summary>
internal static class OwnerIndex
{
    public static IOwnerIndexGrain Of(IGrainFactory grains, ServerId server) =>
        grains.GetGrain<IOwnerIndexGrain>(Crc32C.Of(System.Text.Encoding.ASCII.GetBytes(server.Value)) % IOwnerIndexGrain.Count);

    /// <summary>Every listed server, in order.</summary>
    public static async Task<IReadOnlyList<ServerId>> AllAsync(IGrainFactory grains)
    {
        var parts = await Task.WhenAll(Enumerable.Range(0, IOwnerIndexGrain.Count).Select(part => grains.GetGrain<IOwnerIndexGrain>(part).AllAsync().AsTask())).ConfigureAwait(false);
        return [.. parts.SelectMany(servers => servers).Select(server => new ServerId(server)).Order()];
    }
}
