namespace OrleansNaming.Wire.Codecs;

/// <summary>1 holding repeated.</summary>
internal static class BucketsReplyCodec
{
    public static void Write(ref WireWriter writer, BucketsReply reply)
    {
        for (var index = 0; index < reply.Holdings.Count; index++)
        {
            HoldingCodec.Write(ref writer, 1, reply.Holdings[index]);
        }
    }

    /// <summary>The reply, or null when it is malformed.</summary>
    public static BucketsReply? Read(ReadOnlySpan<byte> bytes)
    {
        if (HoldingCodec.Prepare(bytes, 1) is not { } holdings)
        {
            return null;
        }

        var reader = new WireReader(bytes);
        var index = 0;
        var valid = true;
        while (valid && reader.TryRead(out var field))
        {
            valid = field.Number != 1 || HoldingCodec.TryRead(field, out holdings[index++]!);
        }

        return valid && reader.IsAtEnd ? new BucketsReply(holdings) : null;
    }
}
