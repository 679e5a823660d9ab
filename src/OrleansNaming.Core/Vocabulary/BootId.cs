using System.Globalization;

namespace OrleansNaming;

/// <summary>128 random bits made at each start of a process: two lives of one server never share it (design rule 1).</summary>
/// <param name="Value">The bits.</param>
public readonly record struct BootId(UInt128 Value) : IComparable<BootId>
{
    /// <inheritdoc/>
    public int CompareTo(BootId other) => Value.CompareTo(other.Value);

    /// <inheritdoc/>
    public override string ToString() => Value.ToString("x32", CultureInfo.InvariantCulture);
}
