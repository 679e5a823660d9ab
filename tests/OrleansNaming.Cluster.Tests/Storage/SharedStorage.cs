using System.Globalization;
using Orleans.Storage;

namespace OrleansNaming.Cluster.Tests.Storage;

/// <summary>Grain storage outside every silo, as a database is: compares ETags and outlives silos.</summary>
internal sealed class SharedStorage(Disk disk, IGrainStorageSerializer serializer) : IGrainStorage
{
    private static long _lastETag;

    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        if (disk.Records.TryGetValue(Key(stateName, grainId), out var record))
        {
            (grainState.State, grainState.ETag, grainState.RecordExists) = (serializer.Deserialize<T>(record.Bytes)!, record.ETag, true);
        }
        else
        {
            (grainState.State, grainState.ETag, grainState.RecordExists) = (Activator.CreateInstance<T>(), null!, false);
        }

        return Task.CompletedTask;
    }

    public async Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var key = Key(stateName, grainId);
        var next = new StoredRecord(serializer.Serialize(grainState.State), Interlocked.Increment(ref _lastETag).ToString(CultureInfo.InvariantCulture));
        await (disk.BeforeWrite?.Invoke(key) ?? Task.CompletedTask);
        var stored = grainState.ETag is null
            ? disk.Records.TryAdd(key, next)
            : disk.Records.TryGetValue(key, out var present) && present.ETag == grainState.ETag && disk.Records.TryUpdate(key, next, present);
        if (!stored)
        {
            throw new InconsistentStateException($"{key} was changed by another", disk.Records.GetValueOrDefault(key)?.ETag, grainState.ETag);
        }

        disk.Written();
        await (disk.AfterWrite?.Invoke(key) ?? Task.CompletedTask);
        (grainState.ETag, grainState.RecordExists) = (next.ETag, true);
    }

    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        disk.Records.TryRemove(Key(stateName, grainId), out _);
        (grainState.State, grainState.ETag, grainState.RecordExists) = (Activator.CreateInstance<T>(), null!, false);
        return Task.CompletedTask;
    }

    private static string Key(string stateName, GrainId grainId) => $"{stateName}/{grainId}";
}
