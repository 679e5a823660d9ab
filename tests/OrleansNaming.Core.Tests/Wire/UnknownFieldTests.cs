using OrleansNaming.Wire;
using OrleansNaming.Wire.Codecs;

namespace OrleansNaming.Core.Tests.Wire;

public class UnknownFieldTests
{
    [Fact]
    public void Fields_of_a_later_release_are_passed_over_wherever_they_stand()
    {
        var messages = new RandomMessages(new Random(23));
        for (var index = 0; index < Effort.Cases(20_000); index++)
        {
            var message = messages.Next();
            var kind = MessageCodec.KindOf(message);
            var writer = new WireWriter([]);
            MessageCodec.Write(ref writer, message);

            Assert.Equal(MessageText.Of(message), MessageText.Of(MessageCodec.Read(kind, Salted(writer.Written, index), out _)!));
        }
    }

    [Fact]
    public void Fields_of_a_later_release_are_passed_over_within_each_part()
    {
        var messages = new RandomMessages(new Random(24));
        for (var index = 0; index < Effort.Cases(20_000); index++)
        {
            var entry = messages.Entry();
            var writer = new WireWriter([]);
            EntryCodec.WriteFields(ref writer, entry);
            var bytes = Deep(writer.Written, index, entry is Instance);
            var decoding = new EntryDecoding(bytes.Length);

            Assert.True(EntryCodec.TryRead(bytes, ref decoding, out var decoded));
            Assert.Equal(MessageText.Of(entry), MessageText.Of(decoded!));
            Assert.Equal(DigestRule.Hash(entry), DigestRule.Hash(decoded!));
        }
    }

    /// <summary>The same fields with one unknown one before each, and one at the end.</summary>
    private static byte[] Salted(ReadOnlySpan<byte> bytes, int salt)
    {
        var writer = new WireWriter([]);
        var reader = new WireReader(bytes);
        while (reader.TryRead(out var field))
        {
            WriteUnknown(ref writer, salt++);
            Copy(ref writer, field);
        }

        WriteUnknown(ref writer, salt);
        return writer.Written.ToArray();
    }

    // An entry, its endpoints (4), details (5) with their pairs (3), and guest (6).
    private static byte[] Deep(ReadOnlySpan<byte> entry, int salt, bool isInstance)
    {
        var writer = new WireWriter([]);
        var reader = new WireReader(entry);
        while (reader.TryRead(out var field))
        {
            if (field.Number is 4 or 5 or 6 && field.TryBytes(out var part))
            {
                writer.Bytes(field.Number, Salted(part, salt++));
            }
            else
            {
                Copy(ref writer, field);
            }
        }

        Assert.True(reader.IsAtEnd && (isInstance || writer.Length > 0));
        return Salted(writer.Written, salt);
    }

    private static void Copy(ref WireWriter writer, in WireField field)
    {
        if (field.TryU64(out var number))
        {
            writer.Always(field.Number, number);
        }
        else if (field.TryBytes(out var bytes))
        {
            writer.Bytes(field.Number, bytes);
        }
        else if (field.TryFixed64(out var eight))
        {
            writer.Fixed64(field.Number, eight);
        }
        else if (field.TryFixed128(out var sixteen))
        {
            writer.U128(field.Number, sixteen);
        }
    }

    private static void WriteUnknown(ref WireWriter writer, int salt)
    {
        var number = new[] { 9, 15, 16, 1_000, WireField.NumberMax }[salt % 5];
        switch (salt % 4)
        {
            case 0: writer.Always(number, ulong.MaxValue); break;
            case 1: writer.Bytes(number, [1, 2, 3]); break;
            case 2: writer.Fixed64(number, 7); break;
            default: writer.U128(number, 7); break;
        }
    }
}
