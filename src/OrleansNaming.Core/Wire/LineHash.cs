using System.Buffers.Binary;
using System.Numerics;

namespace OrleansNaming.Wire;

/// <summary>
/// SHA-256 (FIPS 180-4) of short texts: lines and list states, for rule 8's digest and for nothing else. Codes and keys are the platform's.
/// <para>
/// Why not the platform's here as well: its one call goes through OpenSSL's layers. That costs as much as this for the two or three blocks of a line
/// (1.1 µs against 0.9 µs), and 23 µs against 4 µs when none of it is in the caches, as at a change that comes alone: every replica pays that before
/// the change can be read. Nothing here is secret, so there is nothing to leak. Tests compare it with the platform's.
/// </para>
/// </summary>
internal static class LineHash
{
    /// <summary>Bytes of a hash.</summary>
    public const int HashBytes = 32;

    private const int BlockBytes = 64;
    private const int LengthBytes = 8;
    private const int Rounds = 64;

    /// <summary>The hash of a text.</summary>
    /// <param name="text">Any bytes.</param>
    /// <param name="hash">Gets <see cref="HashBytes"/> bytes.</param>
    public static void Compute(ReadOnlySpan<byte> text, Span<byte> hash)
    {
        Span<uint> state = [0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19]; // 5.3.3
        Span<uint> schedule = stackalloc uint[Rounds];
        var rest = text;
        for (; rest.Length >= BlockBytes; rest = rest[BlockBytes..])
        {
            Take(rest, state, schedule);
        }

        Span<byte> padded = stackalloc byte[2 * BlockBytes];
        padded = Pad(rest, (ulong)text.Length * 8, padded);
        for (; !padded.IsEmpty; padded = padded[BlockBytes..])
        {
            Take(padded, state, schedule);
        }

        for (var i = 0; i < state.Length; i++)
        {
            BinaryPrimitives.WriteUInt32BigEndian(hash[(i * sizeof(uint))..], state[i]);
        }
    }

    /// <summary>5.1.1: a one bit, zeros, and the length in bits, to whole blocks.</summary>
    private static Span<byte> Pad(ReadOnlySpan<byte> rest, ulong bits, Span<byte> padded)
    {
        padded.Clear();
        rest.CopyTo(padded);
        padded[rest.Length] = 0x80;
        padded = padded[..(rest.Length < BlockBytes - LengthBytes ? BlockBytes : 2 * BlockBytes)];
        BinaryPrimitives.WriteUInt64BigEndian(padded[^LengthBytes..], bits);
        return padded;
    }

    /// <summary>6.2.2: one block; the letters are the standard's.</summary>
    private static void Take(ReadOnlySpan<byte> block, Span<uint> state, Span<uint> schedule)
    {
        Expand(block, schedule);
        var (a, b, c, d) = (state[0], state[1], state[2], state[3]);
        var (e, f, g, h) = (state[4], state[5], state[6], state[7]);
        for (var t = 0; t < Rounds; t++)
        {
            var first = h + (BitOperations.RotateRight(e, 6) ^ BitOperations.RotateRight(e, 11) ^ BitOperations.RotateRight(e, 25))
                + ((e & f) ^ (~e & g)) + Constants[t] + schedule[t];
            var second = (BitOperations.RotateRight(a, 2) ^ BitOperations.RotateRight(a, 13) ^ BitOperations.RotateRight(a, 22))
                + ((a & b) ^ (a & c) ^ (b & c));
            h = g;
            g = f;
            f = e;
            e = d + first;
            d = c;
            c = b;
            b = a;
            a = first + second;
        }

        state[0] += a;
        state[1] += b;
        state[2] += c;
        state[3] += d;
        state[4] += e;
        state[5] += f;
        state[6] += g;
        state[7] += h;
    }

    private static void Expand(ReadOnlySpan<byte> block, Span<uint> schedule)
    {
        for (var t = 0; t < BlockBytes / sizeof(uint); t++)
        {
            schedule[t] = BinaryPrimitives.ReadUInt32BigEndian(block[(t * sizeof(uint))..]);
        }

        for (var t = BlockBytes / sizeof(uint); t < schedule.Length; t++)
        {
            var (early, late) = (schedule[t - 15], schedule[t - 2]);
            schedule[t] = schedule[t - 16] + schedule[t - 7]
                + (BitOperations.RotateRight(early, 7) ^ BitOperations.RotateRight(early, 18) ^ (early >> 3))
                + (BitOperations.RotateRight(late, 17) ^ BitOperations.RotateRight(late, 19) ^ (late >> 10));
        }
    }

    /// <summary>4.2.2.</summary>
    private static ReadOnlySpan<uint> Constants =>
    [
        0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
        0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
        0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
        0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
        0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
        0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
        0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
        0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
    ];
}
