using OrleansNaming.Wire;
using OrleansNaming.Wire.Codecs;

namespace OrleansNaming.Core.Tests.Wire;

public class UnknownFieldTests
{
    /// <summary>Which fields are nested messages, and of what form: docs/protocol.md, once more.</summary>
    private static readonly Dictionary<(string Form, int Number), string> Nested = new()
    {
        [("Notice", 1)] = "stamp",
        [("Notice", 6)] = "delta",
        [("Chunk", 1)] = "stamp",
        [("Summary", 5)] = "holding",
        [("Summary", 6)] = "holding",
        [("ProbeReply", 3)] = "stamp",
        [("IndirectReply", 6)] = "stamp",
        [("Acknowledgement", 1)] = "stamp",
        [("ChangesRequest", 2)] = "stamp",
        [("ChangesReply", 3)] = "stamp",
        [("ChangesReply", 4)] = "delta",
        [("ChangesReply", 5)] = "stamp",
        [("DumpReply", 2)] = "owner",
        [("BucketsReply", 1)] = "holding",
        [("GuestRequest", 5)] = "entry",
        [("GuestReply", 2)] = "stamp",
        [("delta", 1)] = "stamp",
        [("delta", 2)] = "stamp",
        [("delta", 4)] = "entry",
        [("delta", 5)] = "key",
        [("entry", 4)] = "endpoint",
        [("entry", 5)] = "details",
        [("entry", 6)] = "guest",
        [("entry", 8)] = "terms",
        [("details", 3)] = "pair",
        [("details", 6)] = "check",
        [("holding", 2)] = "stamp",
        [("owner", 1)] = "holding",
        [("owner", 2)] = "delta",
        [("owner", 3)] = "stamp",
    };

    [Fact]
    public void Fields_of_a_later_release_are_passed_over_at_every_level()
    {
        var messages = new RandomMessages(new Random(23));
        for (var index = 0; index < Effort.Cases(50_000); index++)
        {
            var message = messages.Next();
            var kind = MessageCodec.KindOf(message);
            var writer = new WireWriter([]);
            MessageCodec.Write(ref writer, message);
            var salt = index;
            var read = MessageCodec.Read(kind, Salted(writer.Written, kind.ToString(), ref salt), out _);

            Assert.True(read is not null, $"case {index}: {kind} is refused");
            Assert.Equal(MessageText.Of(message), MessageText.Of(read));
        }
    }

    [Fact]
    public void Fields_of_a_later_release_do_not_change_an_entrys_hash()
    {
        var messages = new RandomMessages(new Random(24));
        for (var index = 0; index < Effort.Cases(20_000); index++)
        {
            var entry = messages.Entry();
            var writer = new WireWriter([]);
            EntryCodec.WriteFields(ref writer, entry);
            var salt = index;
            var bytes = Salted(writer.Written, "entry", ref salt);
            var decoding = new EntryDecoding(bytes.Length);

            Assert.True(EntryCodec.TryRead(bytes, ref decoding, out var decoded));
            Assert.Equal(DigestRule.Hash(entry), DigestRule.Hash(decoded!));
        }
    }

    /// <summary>The same fields with an unknown one before each and one at the end, here and in every nested message.</summary>
    private static byte[] Salted(ReadOnlySpan<byte> bytes, string form, ref int salt)
    {
        var writer = new WireWriter([]);
        var reader = new WireReader(bytes);
        while (reader.TryRead(out var field))
        {
            WriteUnknown(ref writer, salt++);
            if (Nested.TryGetValue((form, field.Number), out var inner) && field.TryBytes(out var nested))
            {
                writer.Bytes(field.Number, Salted(nested, inner, ref salt));
            }
            else
            {
                Copy(ref writer, field);
            }
        }

        Assert.True(reader.IsAtEnd);
        WriteUnknown(ref writer, salt);
        return writer.Written.ToArray();
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
