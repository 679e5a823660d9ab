using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Orleans.Storage;

namespace OrleansNaming.SiloBenchmarks.Stores;

/// <summary>Grain storage in the process's memory, serialised as a real one, that notes when a write was done. One for all silos.</summary>
internal sealed class TimedStorage(IGrainStorageSerializer serializer, ConcurrentDictionary<string, (BinaryData Bytes, string ETag)> records) : IGrainStorage
{
    private static long _etag;
    private static long _lastWrite;

    /// <summary>When the last write of any silo was done.</summary>
    public static long LastWrite => Interlocked.Read(ref _lastWrite);

    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var found = records.TryGetValue($"{stateName}/{grainId}", out var record);
        grainState.State = found ? serializer.Deserialize<T>(record.Bytes)! : Activator.CreateInstance<T>();
        (grainState.ETag, grainState.RecordExists) = (found ? record.ETag : null!, found);
        return Task.CompletedTask;
    }

    public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var etag = Interlocked.Increment(ref _etag).ToString(CultureInfo.InvariantCulture);
        var bytes = serializer.Serialize(grainState.State);
        records[$"{stateName}/{grainId}"] = (bytes, etag);
        (grainState.ETag, grainState.RecordExists) = (etag, true);
        Interlocked.Exchange(ref _lastWrite, Stopwatch.GetTimestamp());
        return Task.CompletedTask;
    }

    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        records.TryRemove($"{stateName}/{grainId}", out _);
        return Task.CompletedTask;
    }
}
