using System.Text;

namespace OrleansNaming.Tracks.Ownership;

/// <summary>Text by its UTF-8 bytes, as the databases order it.</summary>
internal sealed class ByteOrder : IComparer<string>
{
    public static ByteOrder Instance { get; } = new();

    public int Compare(string? x, string? y) => Encoding.UTF8.GetBytes(x ?? "").AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(y ?? ""));
}
