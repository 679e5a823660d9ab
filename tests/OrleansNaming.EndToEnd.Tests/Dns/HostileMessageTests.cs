using System.Buffers.Binary;
using OrleansNaming.Gateway.Dns;

namespace OrleansNaming.EndToEnd.Tests.Dns;

/// <summary>Bytes that damage or malice may send: never an exception, never a reply that could not be read, never more than a datagram.</summary>
public sealed class HostileMessageTests
{
    private readonly DnsDesk _desk = new(hasTexts: true);

    public HostileMessageTests()
    {
        _desk.Engine.Put("alpha", [.. Enumerable.Range(0, 40).Select(i => new Instance("many", $"i{i}", [new Endpoint("http", $"10.1.0.{i}", 8080)], null, null))]);
        _desk.Put("beta", "orders", "o1", "10.0.0.7", tags: ["v2"]);
        _desk.Put("beta", "shop/eu/cart", "c1", "db.example.com");
    }

    [Fact]
    public void Mutated_messages_are_answered_readably_or_passed_over()
    {
        var (random, corpus) = (new Random(41), Corpus());
        var room = new byte[DnsReply.DatagramBytes];
        var (answered, read) = (0, 0);
        for (var i = 0; i < Effort.Cases(2_000_000); i++)
        {
            var message = Mutate(random, corpus);
            var length = DnsResponder.Answer(message, _desk.View, isStream: false, (uint)i, room, out var code);
            answered += length > 0 ? 1 : 0;
            read += length > DnsReader.HeaderBytes ? 1 : 0;
            Check(message, room.AsSpan(0, length), i % 64 == 0, $"case {i}: {Convert.ToHexStringLower(message)} → {code} {Convert.ToHexStringLower(room.AsSpan(0, length))}");
        }

        Assert.True(read > Effort.Cases(2_000_000) / 10, $"only {read} of {answered} were read: the mutations do not reach the answers");
    }

    [Fact]
    public void Random_bytes_of_every_length_throw_nothing()
    {
        var (random, room) = (new Random(42), new byte[DnsReply.DatagramBytes]);
        for (var length = 0; length < 2_000; length++)
        {
            var message = new byte[length];
            random.NextBytes(message);
            DnsResponder.Answer(message, _desk.View, isStream: false, 0, room, out _);
            DnsResponder.Truncated(message, room);
        }
    }

    [Fact]
    public void A_chain_of_pointers_ends_where_the_limit_is()
    {
        // a, then pointers each to the one before: the last name follows all of them
        List<byte> message = [.. new byte[DnsReader.HeaderBytes], 1, (byte)'a', 0];
        for (var at = DnsReader.HeaderBytes; message.Count < 200; at = message.Count - 2)
        {
            message.AddRange([0xC0, (byte)at]);
        }

        bool Reads(int pointers)
        {
            var at = DnsReader.HeaderBytes + 3 + (2 * (pointers - 1));
            var name = new DnsName(new byte[DnsName.MemoryBytes]);
            return new DnsReader([.. message], at).TryReadName(name) && name.Count == 1;
        }

        Assert.True(Reads(1));
        Assert.True(Reads(DnsReader.JumpsMax));
        Assert.False(Reads(DnsReader.JumpsMax + 1));
    }

    /// <summary>Whoever asked must be able to use it: its id, a code, counts that are true, and at most what was allowed.</summary>
    private static void Check(ReadOnlySpan<byte> message, ReadOnlySpan<byte> reply, bool isRead, string what)
    {
        if (reply.IsEmpty)
        {
            Assert.True(message.Length < DnsReader.HeaderBytes || (message[2] & 0x80) != 0, what);
            return;
        }

        Assert.True(message[..2].SequenceEqual(reply[..2]) && (reply[2] & 0x80) != 0 && reply.Length is >= DnsReader.HeaderBytes and <= DnsReply.DatagramBytes, what);
        if (isRead)
        {
            try
            {
                ReplyText.Of(reply);
            }
            catch (Exception e) when (e is ArgumentException or IndexOutOfRangeException)
            {
                Assert.Fail($"{what}\n{e.Message}");
            }
        }
    }

    /// <summary>What clients send, and what has broken others: chains of pointers, names at their limits, records behind the question.</summary>
    private static List<byte[]> Corpus()
    {
        string[] names =
        [
            "orders.service.naming", "many.service.naming", "v2.orders.service.naming", "_orders._tcp.naming", "_http._tcp.many.service.naming", "cart.eu.shop.service.naming",
            "alpha.node.naming", "10-0-0-7-8080.addr.naming", "naming", "", "example.com", "2.0.0.10.in-addr.arpa", "ns.naming", "shop.service.naming",
            string.Join('.', Enumerable.Repeat("a", 120)) + ".naming", string.Join('.', Enumerable.Repeat(new string('x', 60), 3)) + ".service.naming",
        ];
        DnsType[] types = [DnsType.Srv, DnsType.A, DnsType.Aaaa, DnsType.Txt, DnsType.Soa, DnsType.Ns, DnsType.Ptr, DnsType.Any, DnsType.Axfr];
        return [.. names.SelectMany(name => types.SelectMany(type => (byte[][])[Question.Of(name, type), Question.Of(name, type, edns: 1232), Question.Of(name, type, edns: 4096, ednsVersion: 0)]))];
    }

    private static byte[] Mutate(Random random, List<byte[]> corpus)
    {
        var bytes = (byte[])corpus[random.Next(corpus.Count)].Clone();
        for (var count = random.Next(0, 4); count > 0 && bytes.Length > 0; count--)
        {
            var at = random.Next(bytes.Length);
            switch (random.Next(7))
            {
                case 0: bytes = bytes[..at]; break;
                case 1: bytes[at] ^= (byte)(1 << random.Next(8)); break;
                case 2: bytes[at] = random.Next(4) switch { 0 => 0xC0, 1 => 0, 2 => 63, _ => (byte)random.Next(256) }; break;
                case 3: bytes = [.. bytes[..at], 0xC0, (byte)random.Next(at + 2), .. bytes[at..]]; break;
                case 4: bytes = [.. bytes[..at], .. bytes[random.Next(bytes.Length)..]]; break;
                case 5: bytes = [.. bytes, .. corpus[random.Next(corpus.Count)][12..]]; break;
                case 6 when bytes.Length >= 12: BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(4 + (2 * random.Next(4))), (ushort)random.Next(4)); break;
            }
        }

        return bytes;
    }
}
