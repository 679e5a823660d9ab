namespace OrleansNaming.Core.Tests.Wire;

/// <summary>Damages bytes as networks and forgers do, one to four times: bits, bytes, lengths, cuts, insertions, splices.</summary>
internal sealed class Mutator(Random random, IReadOnlyList<byte[]> corpus)
{
    private static readonly byte[] Tempting = [0, 1, 2, 0x7F, 0x80, 0xFF];

    public byte[] Next()
    {
        var bytes = (byte[])corpus[random.Next(corpus.Count)].Clone();
        for (var count = random.Next(1, 5); count > 0; count--)
        {
            bytes = Damage(bytes);
        }

        return bytes;
    }

    private byte[] Damage(byte[] bytes)
    {
        var at = random.Next(bytes.Length + 1);
        var length = random.Next(Math.Min(40, bytes.Length - at + 1));
        switch (random.Next(8))
        {
            case 0: return bytes[..at];
            case 1: return [.. bytes[..at], .. bytes[(at + length)..]];
            case 2: return [.. bytes[..(at + length)], .. bytes[at..]];
            case 3: return [.. bytes[..at], .. Tempting[random.Next(Tempting.Length)..], .. bytes[at..]];
            case 4:
                var other = corpus[random.Next(corpus.Count)];
                return [.. bytes[..at], .. other[random.Next(other.Length)..]];
            case 5 when at < bytes.Length:
                bytes[at] = Tempting[random.Next(Tempting.Length)];
                return bytes;
            case 6 when at < bytes.Length:
                bytes[at] = (byte)random.Next(256);
                return bytes;
            default:
                bytes.AsSpan(at, Math.Min(1, bytes.Length - at)).Fill((byte)(at < bytes.Length ? bytes[at] ^ (1 << random.Next(8)) : 0));
                return bytes;
        }
    }
}
