namespace OrleansNaming.Wire.Codecs;

/// <summary>1 nonce fixed64, 2 part varint, 3 parts varint, 4 ready varint, 5 of you (holding), 6 holding repeated.</summary>
internal static class SummaryCodec
{
    public static void Write(ref WireWriter writer, Summary summary)
    {
        writer.Fixed64(1, summary.Nonce);
        writer.U64(2, (ulong)summary.Part);
        writer.U64(3, (ulong)summary.Parts);
        writer.Bool(4, summary.Ready);
        if (summary.OfYou is { } ofYou)
        {
            HoldingCodec.Write(ref writer, 5, ofYou);
        }

        for (var index = 0; index < summary.Holdings.Count; index++)
        {
            HoldingCodec.Write(ref writer, 6, summary.Holdings[index]);
        }
    }

    /// <summary>The summary, or null when it is malformed.</summary>
    public static Summary? Read(ReadOnlySpan<byte> bytes)
    {
        if (HoldingCodec.Prepare(bytes, 6) is not { } holdings)
        {
            return null;
        }

        var nonce = 0UL;
        var (part, parts) = (0, 0);
        var ready = false;
        Holding? ofYou = null;
        var reader = new WireReader(bytes);
        var index = 0;
        var valid = true;
        while (valid && reader.TryRead(out var field))
        {
            valid = field.Number switch
            {
                1 => field.TryFixed64(out nonce),
                2 => field.TryInt(Limits.Owners - 1, out part),
                3 => field.TryInt(Limits.Owners, out parts),
                4 => field.TryBool(out ready),
                5 => HoldingCodec.TryRead(field, out ofYou),
                6 => HoldingCodec.TryRead(field, out holdings[index++]!),
                _ => true,
            };
        }

        return valid && reader.IsAtEnd && part < parts ? new Summary(nonce, part, parts, ready, ofYou, holdings) : null;
    }
}
