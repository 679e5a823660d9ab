using System.Buffers.Binary;
using System.Net;
using System.Text;
using OrleansNaming.Gateway.Dns;

namespace OrleansNaming.EndToEnd.Tests.Dns;

/// <summary>A reply as lines, in the words of dig. It reads by itself, strictly: what a client could not read throws here.</summary>
internal sealed class ReplyText
{
    private static readonly string[] Sections = ["answer", "authority", "additional"];

    private readonly byte[] _bytes;
    private int _at = 12;

    private ReplyText(byte[] bytes) => _bytes = bytes;

    /// <summary>The first line is the code and the flags; then one line a record.</summary>
    public static string[] Of(ReadOnlySpan<byte> reply) => [.. new ReplyText(reply.ToArray()).Lines()];

    private IEnumerable<string> Lines()
    {
        Assert.Equal(0x80, _bytes[2] & 0x80);
        yield return $"{(DnsCode)(_bytes[3] & 0xF)}{((_bytes[2] & 4) > 0 ? " aa" : "")}{((_bytes[2] & 2) > 0 ? " tc" : "")}{((_bytes[2] & 1) > 0 ? " rd" : "")}";
        for (var i = 0; i < Read16(4); i++)
        {
            Name();
            _at += 4;
        }

        for (var section = 0; section < 3; section++)
        {
            for (var i = 0; i < Read16(6 + (2 * section)); i++)
            {
                yield return $"{Sections[section]} {Record()}";
            }
        }

        Assert.Equal(_bytes.Length, _at);
    }

    private string Record()
    {
        var (name, type, inClass) = (Name(), (DnsType)Next16(), Next16());
        var ttl = (uint)((Next16() << 16) | Next16());
        var end = Next16() + _at;
        if (type == DnsType.Opt)
        {
            var option = end > _at ? $" ede {Read16(_at + 4)}" : "";
            _at = end;
            return $"OPT {inClass} {ttl:x8}{option}";
        }

        Assert.Equal(1, inClass);
        var data = Data(type, end);
        Assert.Equal(end, _at);
        return $"{name} {ttl} {type} {data}";
    }

    private string Data(DnsType type, int end)
    {
        switch (type)
        {
            case DnsType.A or DnsType.Aaaa:
                var address = new IPAddress(_bytes.AsSpan(_at..end));
                _at = end;
                return address.ToString();
            case DnsType.Srv:
                return $"{Next16()} {Next16()} {Next16()} {Name()}";
            case DnsType.Ns or DnsType.Ptr:
                return Name();
            case DnsType.Soa:
                var soa = $"{Name()} {Name()}";
                for (var i = 0; i < 5; i++)
                {
                    soa += $" {(Next16() << 16) | Next16()}";
                }

                return soa;
            default:
                var texts = new List<string>();
                while (_at < end)
                {
                    texts.Add(Encoding.UTF8.GetString(_bytes, _at + 1, _bytes[_at]));
                    _at += 1 + _bytes[_at];
                }

                return string.Join(' ', texts.Select(text => $"\"{text}\""));
        }
    }

    private string Name()
    {
        var labels = new List<string>();
        var (at, back) = (_at, -1);
        for (var jumps = 0; _bytes[at] != 0;)
        {
            if (_bytes[at] >= 0xC0)
            {
                Assert.True(++jumps < 4, "a pointer leads to pointers");
                back = back < 0 ? at + 2 : back;
                at = Read16(at) & 0x3FFF;
                continue;
            }

            labels.Add(Encoding.Latin1.GetString(_bytes, at + 1, _bytes[at]).Replace(".", "\\."));
            at += 1 + _bytes[at];
        }

        _at = back < 0 ? at + 1 : back;
        return string.Join('.', labels) + ".";
    }

    private int Read16(int at) => BinaryPrimitives.ReadUInt16BigEndian(_bytes.AsSpan(at));

    private int Next16()
    {
        _at += 2;
        return Read16(_at - 2);
    }
}
