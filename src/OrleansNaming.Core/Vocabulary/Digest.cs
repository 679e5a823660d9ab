using System.Globalization;

namespace OrleansNaming;

/// <summary>
/// The first 16 bytes of SHA-256(stamp ‖ status ‖ count ‖ Σ SHA-256(entry) mod 2²⁵⁶): equal digests mean equal lists
/// (design rule 8, row B10). The sum makes it order-independent and lets one change update it.
/// </summary>
/// <param name="Value">The 16 bytes, big-endian.</param>
public readonly record struct Digest(UInt128 Value)
{
    /// <inheritdoc/>
    public override string ToString() => Value.ToString("x32", CultureInfo.InvariantCulture);
}
