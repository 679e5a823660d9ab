namespace OrleansNaming.Cluster.Tests.Assumptions;

/// <summary>A grain that belongs on the silo of its name.</summary>
[Alias("OrleansNaming.Tests.IHomeGrain")]
internal interface IHomeGrain : IGrainWithStringKey
{
    [Alias("Where")]
    ValueTask<string> WhereAsync();

    /// <summary>Asks to be placed anew.</summary>
    [Alias("Move")]
    ValueTask MoveAsync();
}
