using Orleans.Concurrency;
using Orleans.Services;

namespace OrleansNaming.SiloBenchmarks.Silos;

/// <summary>The floor of a notice: the same bytes to a grain service that only says that they came.</summary>
public interface IBareEar : IGrainService
{
    [OneWay]
    Task HearAsync([Immutable] byte[] bytes, [Immutable] byte[] source);

    Task AcknowledgeAsync([Immutable] byte[] bytes, [Immutable] byte[] source);
}
