namespace OrleansNaming.Wire.Codecs;

/// <summary>1 nonce fixed64, 2 is me varint, 3 stamp, 4 digest fixed128.</summary>
internal static class ProbeReplyCodec
{
    public static void Write(ref WireWriter writer, ProbeReply reply)
    {
        writer.Fixed64(1, reply.Nonce);
        writer.Bool(2, reply.IsMe);
        StampCodec.Write(ref writer, 3, reply.Stamp);
        writer.U128(4, reply.Digest.Value);
    }

    /// <summary>The reply, or null when it is malformed.</summary>
    public static ProbeReply? Read(ReadOnlySpan<byte> bytes)
    {
        var nonce = 0UL;
        var isMe = false;
        Stamp stamp = default;
        Digest digest = default;
        var reader = new WireReader(bytes);
        var valid = true;
        while (valid && reader.TryRead(out var field))
        {
            valid = field.Number switch
            {
                1 => field.TryFixed64(out nonce),
                2 => field.TryBool(out isMe),
                3 => field.TryStamp(out stamp),
                4 => field.TryDigest(out digest),
                _ => true,
            };
        }

        return valid && reader.IsAtEnd ? new ProbeReply(nonce, isMe, stamp, digest) : null;
    }
}
