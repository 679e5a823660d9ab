using System.Buffers;
using System.Numerics;
using System.Text;

namespace OrleansNaming.Wire;

/// <summary>
/// The texts of one decode, so that a host or an instance id that comes 50,000 times is one string. A table of pairs of places, in
/// proportion to the input: a text that finds both of its places taken replaces the older, which costs sharing and nothing else.
/// Names have a place of their own: in a sorted list equal ones follow each other, and the others would only push texts out.
/// </summary>
internal sealed class TextPool(int inputBytes)
{
    /// <summary>The longest text that is a name: every segment full, and the slashes.</summary>
    public const int NameBytesMax = (NamePath.DepthMax * (NamePath.SegmentLengthMax + 1)) - 1;

    /// <summary>The longest name of the tree: every segment full of characters that are written %2F, and the slashes.</summary>
    public const int TreeNameBytesMax = (NamePath.DepthMax * ((3 * Limits.TreeSegmentBytes) + 1)) - 1;

    /// <summary>The longest composite name in its text form: every character escaped, and "./" before it.</summary>
    public const int NameCharsMax = (NamePath.DepthMax * ((2 * Limits.TreeSegmentBytes) + 3)) + 2;

    private const int SlotsMax = 1_024;
    private const int BytesPerSlot = 64;

    private string?[]? _slots;
    private string _lastName = "";

    /// <summary>The text of bytes that are known to be valid UTF-8.</summary>
    public string Get(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty)
        {
            return "";
        }

        _slots ??= new string?[(int)BitOperations.RoundUpToPowerOf2((uint)Math.Clamp(inputBytes / BytesPerSlot, 2, SlotsMax))];
        var newer = (int)(Hash(bytes) & (uint)(_slots.Length - 2)); // a pair's even place
        var older = newer + 1;
        if (!Holds(_slots[newer], bytes))
        {
            var text = Holds(_slots[older], bytes) ? _slots[older] : Encoding.UTF8.GetString(bytes);
            (_slots[newer], _slots[older]) = (text, _slots[newer]);
        }

        return _slots[newer]!;
    }

    /// <summary>The text of a name.</summary>
    public string GetName(ReadOnlySpan<byte> bytes) => _lastName = Holds(_lastName, bytes) ? _lastName : Encoding.ASCII.GetString(bytes);

    private static bool Holds(string? text, ReadOnlySpan<byte> bytes) => text is not null && Ascii.Equals(bytes, text);

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
