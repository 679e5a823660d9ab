namespace OrleansNaming;

/// <summary>
/// Which state of an owner's list: the epoch, and the version within it, counted from 1. Ordered lexicographically;
/// <c>default</c> stands before every state ("nothing yet").
/// </summary>
/// <param name="Epoch">The life of the list.</param>
/// <param name="Version">The state within that life, from 1.</param>
public readonly record struct Stamp(Epoch Epoch, ulong Version) : IComparable<Stamp>
{
    /// <summary>The epoch's incarnation.</summary>
    public ulong Incarnation => Epoch.Incarnation;

    /// <summary>Whether this is the stamp of no state at all.</summary>
    public bool IsNone => Version == 0;

    /// <summary>The stamp after this one in the same epoch.</summary>
    public Stamp Next() => this with { Version = checked(Version + 1) };

    /// <inheritdoc/>
    public int CompareTo(Stamp other)
    {
        var order = Epoch.CompareTo(other.Epoch);
        return order != 0 ? order : Version.CompareTo(other.Version);
    }

    /// <summary>Orders by epoch, then version.</summary>
    public static bool operator <(Stamp left, Stamp right) => left.CompareTo(right) < 0;

    /// <summary>Orders by epoch, then version.</summary>
    public static bool operator >(Stamp left, Stamp right) => left.CompareTo(right) > 0;

    /// <summary>Orders by epoch, then version.</summary>
    public static bool operator <=(Stamp left, Stamp right) => left.CompareTo(right) <= 0;

    /// <summary>Orders by epoch, then version.</summary>
    public static bool operator >=(Stamp left, Stamp right) => left.CompareTo(right) >= 0;

    /// <summary>The short form that people read: the incarnation's last four digits and the version, <c>…4821:2</c>.</summary>
    public override string ToString() => IsNone ? "none" : $"…{Incarnation % 10_000:d4}:{Version}";
}
