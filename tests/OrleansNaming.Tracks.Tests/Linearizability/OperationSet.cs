using System.Runtime.CompilerServices;

namespace OrleansNaming.Tracks.Tests.Linearizability;

/// <summary>A set of up to <see cref="SizeMax"/> operations, by their places in the history.</summary>
[InlineArray(Words)]
internal struct OperationSet : IEquatable<OperationSet>
{
    public const int SizeMax = Words * 64;
    private const int Words = 4;

    private ulong _first;

    public readonly OperationSet With(int place)
    {
        var set = this;
        set[place >> 6] |= 1UL << (place & 63);
        return set;
    }

    public readonly OperationSet Without(int place)
    {
        var set = this;
        set[place >> 6] &= ~(1UL << (place & 63));
        return set;
    }

    public readonly bool Equals(OperationSet other) => this[0] == other[0] && this[1] == other[1] && this[2] == other[2] && this[3] == other[3];

    public override readonly bool Equals(object? obj) => obj is OperationSet other && Equals(other);

    public override readonly int GetHashCode() => HashCode.Combine(this[0], this[1], this[2], this[3]);
}
