using OrleansNaming.Wire.Codecs;

namespace OrleansNaming.Wire.Clients;

/// <summary>1 refusal varint, 2 message, 3 server and 4 stamp of the token, 5 body.</summary>
internal static class CallAnswerCodec
{
    /// <summary>A longer message is cut: it is for people.</summary>
    private const int MessageLengthMax = 2_048;

    public static byte[] Encode(in CallAnswer answer)
    {
        var writer = new WireWriter(stackalloc byte[512]);
        writer.U64(1, (ulong)answer.Refusal);
        if (answer.Message.Length > 0)
        {
            writer.Text(2, answer.Message.Length > MessageLengthMax ? answer.Message[..MessageLengthMax] : answer.Message);
        }

        if (answer.Token.Server.Value is { } server)
        {
            writer.Text(3, server);
            StampCodec.Write(ref writer, 4, answer.Token.Stamp);
        }

        if (!answer.Body.IsEmpty)
        {
            writer.Bytes(5, answer.Body.Span);
        }

        return writer.Written.ToArray();
    }

    /// <summary>Reads an answer that may be of another version of the product. The body is a part of <paramref name="bytes"/>.</summary>
    public static bool TryDecode(ReadOnlyMemory<byte> bytes, out CallAnswer answer)
    {
        var (refusal, message) = (0, "");
        ReadOnlyMemory<byte> body = default;
        ServerId server = default;
        Stamp stamp = default;
        var pool = new TextPool(bytes.Length);
        var reader = new WireReader(bytes.Span);
        var valid = true;
        while (valid && reader.TryRead(out var field))
        {
            valid = field.Number switch
            {
                // A refusal that this version does not know is one nevertheless.
                1 => field.TryInt(int.MaxValue, out refusal),
                2 => field.TryText(0, MessageLengthMax, pool, out message),
                3 => field.TryServer(out server),
                4 => field.TryStamp(out stamp),
                5 => field.TryPart(bytes, out body),
                _ => true,
            };
        }

        answer = new CallAnswer((Refusal)refusal, message, new Token(server, stamp), body);
        return valid && reader.IsAtEnd;
    }
}
