namespace OrleansNaming.Wire;

/// <summary>Everyone hears of everyone.</summary>
internal sealed class FullMesh : IAudience
{
    public static FullMesh Instance { get; } = new();

    public bool MayHear(ServerId reader, ServerId owner) => true;

    public bool IsNarrowed(ServerId owner) => false;
}
