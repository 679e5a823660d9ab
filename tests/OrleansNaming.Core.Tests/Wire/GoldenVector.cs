using System.Text;
using OrleansNaming.Wire;

namespace OrleansNaming.Core.Tests.Wire;

/// <summary>A file of Golden/: what a sealed message says, each line after '#', then its bytes in hex, 32 a line.</summary>
internal sealed record GoldenVector(string Text, byte[] Bytes)
{
    public static GoldenVector Make(MessageKind kind)
    {
        var sealer = Cluster.NewSealer(Cluster.Keys);
        sealer.Seal(new Hello(0));
        var bytes = sealer.Seal(Samples.All[kind], inReplyTo: 41);
        return new GoldenVector(MessageText.Of(Cluster.Open(bytes, Cluster.Keys)), bytes);
    }

    public static GoldenVector Read(MessageKind kind)
    {
        var lines = File.ReadAllLines(PathOf(kind));
        var text = lines.Where(line => line.StartsWith('#')).Select(line => line[2..] + "\n");
        return new GoldenVector(string.Concat(text), Convert.FromHexString(string.Concat(lines.Where(line => !line.StartsWith('#')))));
    }

    public void Write(MessageKind kind)
    {
        var file = new StringBuilder();
        foreach (var line in Text.TrimEnd('\n').Split('\n'))
        {
            file.Append("# ").Append(line).Append('\n');
        }

        foreach (var line in Bytes.Chunk(32))
        {
            file.Append(Convert.ToHexStringLower(line)).Append('\n');
        }

        File.WriteAllText(PathOf(kind), file.ToString());
    }

    private static string PathOf(MessageKind kind) =>
        RepositoryRoot.File("tests", "OrleansNaming.Core.Tests", "Wire", "Golden", $"{kind}.hex");
}
