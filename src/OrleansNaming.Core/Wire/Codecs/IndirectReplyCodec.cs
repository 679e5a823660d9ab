namespace OrleansNaming.Wire.Codecs;

/// <summary>1 nonce fixed64, 2 server, 3 boot fixed128, 4 is me varint, 5 sequence varint, 6 stamp.</summary>
internal static class IndirectReplyCodec
{
    public static void Write(ref WireWriter writer, IndirectReply reply)
    {
        writer.Fixed64(1, reply.Nonce);
        writer.Text(2, reply.Server.Value);
        writer.U128(3, reply.Boot.Value);
        writer.Bool(4, reply.IsMe);
        writer.U64(5, reply.Sequence);
        StampCodec.Write(ref writer, 6, reply.Stamp);
    }

    /// <summary>The reply, or null when it is malformed.</summary>
    public static IndirectReply? Read(ReadOnlySpan<byte> bytes)
    {
        var nonce = 0UL;
        ServerId server = default;
        BootId boot = default;
        var isMe = false;
        var sequence = 0UL;
        Stamp stamp = default;
        var reader = new WireReader(bytes);
        var valid = true;
        while (valid && reader.TryRead(out var field))
        {
            valid = field.Number switch
            {
                1 => field.TryFixed64(out nonce),
                2 => field.TryServer(out server),
                3 => field.TryBoot(out boot),
                4 => field.TryBool(out isMe),
                5 => field.TryU64(out sequence),
                6 => field.TryStamp(out stamp),
                _ => true,
            };
        }

        return valid && reader.IsAtEnd && server.Value is not null ? new IndirectReply(nonce, server, boot, isMe, sequence, stamp) : null;
    }
}
