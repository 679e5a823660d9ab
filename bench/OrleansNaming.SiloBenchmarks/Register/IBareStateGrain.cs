namespace OrleansNaming.SiloBenchmarks.Register;

/// <summary>The floor of a registration: a grain that writes as many bytes as state.</summary>
public interface IBareStateGrain : IGrainWithIntegerKey
{
    Task WriteAsync(byte[] bytes);
}
