using Orleans.Storage;
using OrleansNaming.Silo.Advertising;

namespace OrleansNaming.SiloBenchmarks.Stores;

/// <summary>Notes what a node's grain writes, so that the floor writes the very same: a database compresses what it can.</summary>
internal sealed class NotedSerializer(IGrainStorageSerializer real) : IGrainStorageSerializer
{
    private static volatile byte[] _last = [];

    /// <summary>The last journal that any silo serialised.</summary>
    public static byte[] Last => _last;

    public BinaryData Serialize<T>(T? input)
    {
        _last = input is AdvertisementState state ? state.Journal : _last;
        return real.Serialize(input);
    }

    public T? Deserialize<T>(BinaryData input) => real.Deserialize<T>(input);
}
