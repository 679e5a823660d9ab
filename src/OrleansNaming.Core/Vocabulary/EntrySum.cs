namespace OrleansNaming;

/// <summary>Σ SHA-256(entry) mod 2²⁵⁶, kept incrementally: add what came, subtract what went (design rule 8).</summary>
internal readonly record struct EntrySum(ulong Limb0, ulong Limb1, ulong Limb2, ulong Limb3)
{
    public static EntrySum operator +(EntrySum a, EntrySum b)
    {
        var c0 = (UInt128)a.Limb0 + b.Limb0;
        var c1 = (UInt128)a.Limb1 + b.Limb1 + (ulong)(c0 >> 64);
        var c2 = (UInt128)a.Limb2 + b.Limb2 + (ulong)(c1 >> 64);
        return new EntrySum((ulong)c0, (ulong)c1, (ulong)c2, a.Limb3 + b.Limb3 + (ulong)(c2 >> 64));
    }

    public static EntrySum operator -(EntrySum a, EntrySum b) => a + ~b + new EntrySum(1, 0, 0, 0);

    public static EntrySum operator ~(EntrySum a) => new(~a.Limb0, ~a.Limb1, ~a.Limb2, ~a.Limb3);
}
