using Orleans.Runtime.Services;

namespace OrleansNaming.SiloBenchmarks.Silos;

/// <summary>Says the same bytes to each of these silos.</summary>
internal sealed class BareMouth(IServiceProvider services) : GrainServiceClient<IBareEar>(services)
{
    private static readonly byte[] Source = [127, 0, 0, 1];

    public void Say(IReadOnlyList<SiloAddress> silos, byte[] bytes)
    {
        foreach (var silo in silos)
        {
            GetGrainService(silo).HearAsync(bytes, Source).Ignore();
        }
    }

    /// <summary>Until each has acknowledged.</summary>
    public Task AskAsync(IReadOnlyList<SiloAddress> silos, byte[] bytes) =>
        Task.WhenAll(silos.Select(silo => GetGrainService(silo).AcknowledgeAsync(bytes, Source)));
}
