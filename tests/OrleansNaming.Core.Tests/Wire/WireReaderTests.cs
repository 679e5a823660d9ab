using OrleansNaming.Wire;

namespace OrleansNaming.Core.Tests.Wire;

public class WireReaderTests
{
    [Theory]
    [InlineData(0UL, "00")]
    [InlineData(127UL, "7f")]
    [InlineData(128UL, "8001")]
    [InlineData(300UL, "ac02")]
    [InlineData(ulong.MaxValue, "ffffffffffffffffff01")]
    public void A_number_has_one_form(ulong value, string hex)
    {
        var writer = new WireWriter([]);
        writer.Always(1, value);

        Assert.Equal("04" + hex, Convert.ToHexStringLower(writer.Written));
        Assert.Equal([value], Numbers(writer.Written));
    }

    [Theory]
    [InlineData("048000")] // 0 in two bytes
    [InlineData("04ff00")] // 127 in two bytes
    [InlineData("04ffffffffffffffffff02")] // above 64 bits
    [InlineData("0480808080808080808080")] // eleven bytes
    [InlineData("0480")] // ends within
    [InlineData("04")] // no value
    [InlineData("0005")] // field number 0
    [InlineData("8080808080010001")] // a field number above 2^29 - 1
    [InlineData("0502ff")] // bytes that end early
    [InlineData("05ffffffffffffffffff01")] // a length of 2^64 - 1
    [InlineData("0601020304050607")] // 7 of 8 bytes
    [InlineData("07000000000000000000000000000000")] // 15 of 16 bytes
    public void Damage_is_told(string hex) => Assert.Null(Numbers(Convert.FromHexString(hex)));

    [Fact]
    public void A_nested_message_of_any_length_has_the_shortest_length_before_it()
    {
        foreach (var length in new[] { 0, 1, 127, 128, 16_383, 16_384, 70_000 })
        {
            var nested = new WireWriter(new byte[3]);
            var flat = new WireWriter(new byte[3]);
            var content = Enumerable.Range(0, length).Select(i => (byte)i).ToArray();
            var start = nested.Begin(3);
            content.CopyTo(nested.Take(length));
            nested.End(start);
            flat.Bytes(3, content);

            Assert.True(flat.Written.SequenceEqual(nested.Written), $"length {length}");
        }
    }

    private static List<ulong>? Numbers(ReadOnlySpan<byte> bytes)
    {
        var numbers = new List<ulong>();
        var reader = new WireReader(bytes);
        while (reader.TryRead(out var field))
        {
            numbers.Add(field.TryU64(out var value) ? value : 0);
        }

        return reader.IsAtEnd ? numbers : null;
    }
}
