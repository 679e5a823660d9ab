namespace OrleansNaming;

/// <summary>
/// An owner at a stamp. The epoch's object is shared by all of its versions: after a long life every binding stems from a
/// version of its own, and a stamp for each would cost 32 bytes instead of 16.
/// </summary>
/// <param name="Life">The owner and the epoch.</param>
/// <param name="Number">The version within the epoch.</param>
internal readonly record struct OwnerVersion(OwnerLife Life, ulong Number)
{
    public OwnerView Owner => Life.Owner;

    public Stamp Stamp => new(Life.Epoch, Number);
}
