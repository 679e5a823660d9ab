namespace OrleansNaming;

/// <summary>One epoch of one owner, as the bindings of all its versions refer to it.</summary>
internal sealed class OwnerLife(OwnerView owner, Epoch epoch)
{
    public OwnerView Owner { get; } = owner;

    public Epoch Epoch { get; } = epoch;
}
