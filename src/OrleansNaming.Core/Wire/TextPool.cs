using System.Buffers;
using System.Numerics;
using System.Text;

namespace OrleansNaming.Wire;

/// <summary>
/// The texts of one decode, so that a host or an instance id that comes 50,000 times is one string. A direct-mapped table in proportion
/// to the input: a text that falls on another's place replaces it, which costs sharing and nothing else.
/// </summary>
internal sealed class TextPool(int inputBytes)
{
    /// <summary>The longest text that is a name: every segment full, and the slashes.</summary>
    public const int NameBytesMax = (NamePath.DepthMax * (NamePath.SegmentLengthMax + 1)) - 1;

    private const int SlotsMax = 1_024;
    private const int BytesPerSlot = 64;

    private string?[]? _slots;

    /// <summary>The text of bytes that are known to be valid UTF-8.</summary>
    public string Get(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty)
        {
            return "";
        }

        _slots ??= new string?[(int)BitOperations.RoundUpToPowerOf2((uint)Math.Clamp(inputBytes / BytesPerSlot, 2, SlotsMax))];
        ref var slot = ref _slots[Hash(bytes) & (uint)(_slots.Length - 1)];
        if (slot is null || !Ascii.Equals(bytes, slot))
        {
            slot = Encoding.UTF8.GetString(bytes);
        }

        return slot;
    }

    /// <summary>ASCII bytes as characters on the stack; false when they are more than fit, or not ASCII.</summary>
    public static bool TryWiden(ReadOnlySpan<byte> bytes, Span<char> chars, out int length)
    {
        length = 0;
        return bytes.Length <= chars.Length && Ascii.ToUtf16(bytes, chars, out length) == OperationStatus.Done;
    }

    // FNV-1a, 32 bits: a forged collision costs an attacker's own message its sharing, nothing more.
    private static uint Hash(ReadOnlySpan<byte> bytes)
    {
        var hash = 2_166_136_261;
        foreach (var b in bytes)
        {
            hash = (hash ^ b) * 16_777_619;
        }

        return hash ^ (hash >> 15);
    }
}
