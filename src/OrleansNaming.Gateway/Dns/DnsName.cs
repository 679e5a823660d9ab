using System.Text;

namespace OrleansNaming.Gateway.Dns;

/// <summary>
/// A domain name in memory of its caller: its octets as on the wire, and where each label begins. Upper-case letters of ASCII are folded,
/// since names are compared without case (RFC 1035 2.3.3).
/// </summary>
internal readonly ref struct DnsName
{
    /// <summary>Octets of a name, lengths and the root included (RFC 1035 2.3.4).</summary>
    public const int BytesMax = 255;

    /// <summary>Labels of a name: each takes two octets at least.</summary>
    public const int LabelsMax = 127;

    /// <summary>What a name needs of its caller.</summary>
    public const int MemoryBytes = 2 + LabelsMax + BytesMax;

    /// <summary>How many labels; how many octets; where labels begin; the octets.</summary>
    private readonly Span<byte> _memory;

    /// <summary>An empty name.</summary>
    /// <param name="memory"><see cref="MemoryBytes"/>.</param>
    public DnsName(Span<byte> memory)
    {
        _memory = memory;
        memory[..2].Clear();
    }

    /// <summary>How many labels it has, the root not counted.</summary>
    public int Count => _memory[0];

    /// <summary>Octets so far; with the root once it was ended.</summary>
    public int Length => _memory[1];

    private Span<byte> Starts => _memory.Slice(2, LabelsMax);

    private Span<byte> Octets => _memory[(2 + LabelsMax)..];

    /// <summary>A label without its length.</summary>
    public ReadOnlySpan<byte> this[int index] => Octets.Slice(Starts[index] + 1, Octets[Starts[index]]);

    /// <summary>The octets from a label on, to the root.</summary>
    public ReadOnlySpan<byte> From(int label) => Octets[StartOf(label)..Length];

    /// <summary>Where a label begins; behind the last one that is the root.</summary>
    public int StartOf(int label) => label < Count ? Starts[label] : Length - 1;

    /// <summary>Adds a label.</summary>
    /// <returns>False when the name becomes too long.</returns>
    public bool TryAdd(scoped ReadOnlySpan<byte> label)
    {
        var length = Length;
        if (Count == LabelsMax || length + 1 + label.Length + 1 > BytesMax)
        {
            return false;
        }

        Starts[_memory[0]++] = (byte)length;
        Octets[length] = (byte)label.Length;
        Fold(label, Octets[(length + 1)..]);
        _memory[1] += (byte)(1 + label.Length);
        return true;
    }

    /// <summary>Adds the root.</summary>
    public void End() => Octets[_memory[1]++] = 0;

    private static void Fold(scoped ReadOnlySpan<byte> label, Span<byte> folded)
    {
        if (Ascii.ToLower(label, folded, out _) == System.Buffers.OperationStatus.Done)
        {
            return;
        }

        // Octets beyond ASCII are legal and name nothing here.
        for (var i = 0; i < label.Length; i++)
        {
            folded[i] = label[i] is >= (byte)'A' and <= (byte)'Z' ? (byte)(label[i] | 0x20) : label[i];
        }
    }
}
