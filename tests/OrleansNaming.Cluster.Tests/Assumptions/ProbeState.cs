namespace OrleansNaming.Cluster.Tests.Assumptions;

[GenerateSerializer]
[Alias("OrleansNaming.Tests.ProbeState")]
internal sealed class ProbeState
{
    [Id(0)]
    public int Value { get; set; }
}
