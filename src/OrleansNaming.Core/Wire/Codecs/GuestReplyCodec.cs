namespace OrleansNaming.Wire.Codecs;

/// <summary>1 accepted varint, 2 stamp.</summary>
internal static class GuestReplyCodec
{
    public static void Write(ref WireWriter writer, GuestReply reply)
    {
        writer.Bool(1, reply.Accepted);
        StampCodec.Write(ref writer, 2, reply.Stamp);
    }

    /// <summary>The reply, or null when it is malformed.</summary>
    public static GuestReply? Read(ReadOnlySpan<byte> bytes)
    {
        var accepted = false;
        Stamp stamp = default;
        var reader = new WireReader(bytes);
        var valid = true;
        while (valid && reader.TryRead(out var field))
        {
            valid = field.Number switch
            {
                1 => field.TryBool(out accepted),
                2 => field.TryStamp(out stamp),
                _ => true,
            };
        }

        return valid && reader.IsAtEnd ? new GuestReply(accepted, stamp) : null;
    }
}
