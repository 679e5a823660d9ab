using OrleansNaming.Grains;
using OrleansNaming.Log;

namespace OrleansNaming.Silo;

/// <summary>Which index grain lists a server.</summary>
internal static class OwnerIndex
{
    public static IOwnerIndexGrain Of(IGrainFactory grains, ServerId server) =>
        grains.GetGrain<IOwnerIndexGrain>(Crc32C.Of(System.Text.Encoding.ASCII.GetBytes(server.Value)) % IOwnerIndexGrain.Count);
}
