namespace OrleansNaming.Engines.Tests.Hosting;

/// <summary>Burnt, the node that has it fails in its next step.</summary>
internal sealed class Fuse
{
    private volatile bool _isBurnt;

    public bool IsBurnt
    {
        get => _isBurnt;
        set => _isBurnt = value;
    }
}
