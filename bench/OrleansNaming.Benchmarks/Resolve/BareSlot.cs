namespace OrleansNaming.Benchmarks.Resolve;

/// <summary>The floor: one volatile reference.</summary>
internal sealed class BareSlot(BareSet set)
{
    private volatile BareSet _set = set;

    public BareSet Set
    {
        get => _set;
        set => _set = value;
    }
}
