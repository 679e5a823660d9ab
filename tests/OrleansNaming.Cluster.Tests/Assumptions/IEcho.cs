using Orleans.Concurrency;
using Orleans.Services;

namespace OrleansNaming.Cluster.Tests.Assumptions;

/// <summary>A grain service as <c>INamingSilo</c> is one, that says what happens to it.</summary>
[Alias("OrleansNaming.Tests.IEcho")]
internal interface IEcho : IGrainService
{
    /// <summary>Which silo, and which instance there.</summary>
    [Alias("Where")]
    Task<string> WhereAsync();

    /// <summary>Returns when two callers are in it at once.</summary>
    [Alias("Meet")]
    Task MeetAsync();

    [Alias("Same")]
    Task<byte[]> SameAsync([Immutable] byte[] bytes);

    /// <summary>Does not end before the stage's gate opens.</summary>
    [OneWay]
    [Alias("Hold")]
    Task HoldAsync();

    [Alias("Fail")]
    Task FailAsync(string message);
}
