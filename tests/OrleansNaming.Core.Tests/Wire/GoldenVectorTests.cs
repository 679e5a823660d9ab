using OrleansNaming.Wire;

namespace OrleansNaming.Core.Tests.Wire;

public class GoldenVectorTests
{
    /// <summary>Set to write the files anew; Golden/README.md says when that is allowed.</summary>
    private static readonly bool Rewrite = Environment.GetEnvironmentVariable("NAMING_REWRITE") == "1";

    public static TheoryData<int> Kinds => [.. Enum.GetValues<MessageKind>().Select(kind => (int)kind)];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Bytes_written_long_ago_still_say_the_same(int kind)
    {
        var golden = Golden((MessageKind)kind);

        Assert.Equal(golden.Text, MessageText.Of(Cluster.Open(golden.Bytes, Cluster.Keys)));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_message_is_written_as_it_was_long_ago(int kind)
    {
        var made = GoldenVector.Make((MessageKind)kind);

        Assert.Equal(Convert.ToHexStringLower(Golden((MessageKind)kind).Bytes), Convert.ToHexStringLower(made.Bytes));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Every_truncation_is_refused(int kind)
    {
        var bytes = Golden((MessageKind)kind).Bytes;
        for (var length = 0; length < bytes.Length; length++)
        {
            Assert.NotEqual(OpenResult.Opened, Cluster.TryOpen(bytes.AsSpan(0, length), Cluster.Keys, out var envelope));
            Assert.Null(envelope);
            Cluster.TryOpen(Unsealed(bytes.AsSpan(0, length)), Keyring.Empty, out _);
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Every_flipped_bit_is_refused(int kind)
    {
        var bytes = Golden((MessageKind)kind).Bytes;
        for (var bit = 0; bit < bytes.Length * 8; bit++)
        {
            bytes[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.NotEqual(OpenResult.Opened, Cluster.TryOpen(bytes, Cluster.Keys, out _));
            bytes[bit / 8] ^= (byte)(1 << (bit % 8));
        }
    }

    [Fact]
    public void Every_kind_has_a_sample_and_fits_where_it_travels()
    {
        foreach (var kind in Enum.GetValues<MessageKind>())
        {
            Assert.True(kind >= MessageKind.ChangesRequest || Golden(kind).Bytes.Length <= Limits.DatagramBytes, $"{kind} is no datagram");
        }
    }

    private static GoldenVector Golden(MessageKind kind)
    {
        if (Rewrite)
        {
            GoldenVector.Make(kind).Write(kind);
        }

        return GoldenVector.Read(kind);
    }

    // What a process without keys would have to make of the same bytes: only the parser stands between them and it.
    private static byte[] Unsealed(ReadOnlySpan<byte> bytes)
    {
        var copy = bytes.ToArray();
        if (copy.Length > 4)
        {
            copy[4] = 0;
        }

        return copy;
    }
}
