namespace OrleansNaming;

/// <summary>
/// One life of a server's list: the incarnation and the process that opened it. Ordered by incarnation, then boot id,
/// so that two processes that opened the same incarnation are still told apart everywhere alike (design rules 1, 2).
/// </summary>
/// <param name="Incarnation">Unix milliseconds at the opening, or one more than the highest ever seen; 0 = never opened.</param>
/// <param name="Boot">The process that opened it.</param>
public readonly record struct Epoch(ulong Incarnation, BootId Boot) : IComparable<Epoch>
{
    /// <inheritdoc/>
    public int CompareTo(Epoch other)
    {
        var order = Incarnation.CompareTo(other.Incarnation);
        return order != 0 ? order : Boot.CompareTo(other.Boot);
    }

    /// <summary>Orders by incarnation, then boot id.</summary>
    public static bool operator <(Epoch left, Epoch right) => left.CompareTo(right) < 0;

    /// <summary>Orders by incarnation, then boot id.</summary>
    public static bool operator >(Epoch left, Epoch right) => left.CompareTo(right) > 0;

    /// <summary>Orders by incarnation, then boot id.</summary>
    public static bool operator <=(Epoch left, Epoch right) => left.CompareTo(right) <= 0;

    /// <summary>Orders by incarnation, then boot id.</summary>
    public static bool operator >=(Epoch left, Epoch right) => left.CompareTo(right) >= 0;
}
