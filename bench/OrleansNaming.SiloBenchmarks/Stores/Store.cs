using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Storage;

namespace OrleansNaming.SiloBenchmarks.Stores;

/// <summary>Gives a silo its grain storage "naming".</summary>
internal static class Store
{
    /// <summary>In this process's memory, one for all silos that get it.</summary>
    public static Action<ISiloBuilder> Memory()
    {
        var records = new ConcurrentDictionary<string, (BinaryData, string)>();
        return silo => silo.Services.AddKeyedSingleton<IGrainStorage>(NamingStorage.ProviderName, (services, _) => new TimedStorage(Noted(services), records));
    }

    /// <summary>Orleans' AdoNet provider on PostgreSQL.</summary>
    public static Action<ISiloBuilder> Postgres(string connection) => silo => silo.AddAdoNetGrainStorage(NamingStorage.ProviderName, builder => builder.Configure<IServiceProvider>((options, services) =>
        (options.Invariant, options.ConnectionString, options.GrainStorageSerializer) = ("Npgsql", connection, Noted(services))));

    private static NotedSerializer Noted(IServiceProvider services) => new(services.GetRequiredService<IGrainStorageSerializer>());
}
