namespace OrleansNaming.Silo.Advertising;

/// <summary>One part of the owner index.</summary>
[GenerateSerializer]
[Alias("OrleansNaming.OwnerIndexState")]
internal sealed class OwnerIndexState
{
    /// <summary>Names of servers, in order, each once. At most what rule 18 allows of owners.</summary>
    [Id(0)]
    public List<string> Servers { get; set; } = [];
}
