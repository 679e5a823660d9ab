using System.Security.Cryptography;
using OrleansNaming.Wire;

namespace OrleansNaming.Core.Tests.Wire;

public class LineHashTests
{
    // FIPS 180-4's own example, and the texts around each padding's edge and far beyond.
    [Fact]
    public void Compute_abc_is_the_standards_example() =>
        Assert.Equal("BA7816BF8F01CFEA414140DE5DAE2223B00361A396177A9CB410FF61F20015AD", Convert.ToHexString(Hash("abc"u8)));

    [Fact]
    public void Compute_every_length_is_what_the_platform_computes()
    {
        var text = new byte[1_300];
        new Random(7).NextBytes(text);
        for (var length = 0; length <= text.Length; length++)
        {
            Assert.Equal(SHA256.HashData(text.AsSpan(0, length)), Hash(text.AsSpan(0, length)));
        }
    }

    [Fact]
    public void Compute_many_texts_is_what_the_platform_computes()
    {
        var random = new Random(8);
        for (var i = 0; i < 20_000; i++)
        {
            var text = new byte[random.Next(200)];
            random.NextBytes(text);
            Assert.Equal(SHA256.HashData(text), Hash(text));
        }
    }

    private static byte[] Hash(ReadOnlySpan<byte> text)
    {
        var hash = new byte[LineHash.HashBytes];
        LineHash.Compute(text, hash);
        return hash;
    }
}
