namespace OrleansNaming.SiloBenchmarks.Register;

[GenerateSerializer]
[Alias("OrleansNaming.Bench.BareState")]
public sealed class BareState
{
    [Id(0)]
    public byte[] Bytes { get; set; } = [];
}
