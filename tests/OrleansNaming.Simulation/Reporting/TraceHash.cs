using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace OrleansNaming.Simulation.Reporting;

/// <summary>A running hash of everything that happened: one seed run twice must give it twice.</summary>
internal sealed class TraceHash
{
    private const ulong Prime = 0x9E37_79B9_7F4A_7C15;
    private ulong _hash = 0x243F_6A88_85A3_08D3;

    public ulong Value => _hash;

    public void Mix(ulong value)
    {
        var mixed = (_hash ^ value) * Prime;
        _hash = mixed ^ (mixed >> 29);
    }

    public void Mix(ReadOnlySpan<byte> bytes)
    {
        foreach (var word in MemoryMarshal.Cast<byte, ulong>(bytes))
        {
            Mix(word);
        }

        Span<byte> rest = stackalloc byte[8];
        bytes[(bytes.Length & ~7)..].CopyTo(rest);
        Mix(BinaryPrimitives.ReadUInt64LittleEndian(rest) ^ ((ulong)bytes.Length << 56));
    }
}
