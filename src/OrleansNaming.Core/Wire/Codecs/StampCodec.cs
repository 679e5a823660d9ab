namespace OrleansNaming.Wire.Codecs;

/// <summary>1 incarnation varint, 2 boot fixed128, 3 version varint. The stamp of no state is left out whole.</summary>
internal static class StampCodec
{
    public static void Write(ref WireWriter writer, int number, Stamp stamp)
    {
        if (stamp != default)
        {
            var start = writer.Begin(number);
            writer.U64(1, stamp.Incarnation);
            writer.U128(2, stamp.Epoch.Boot.Value);
            writer.U64(3, stamp.Version);
            writer.End(start);
        }
    }

    public static bool TryRead(ReadOnlySpan<byte> bytes, out Stamp stamp)
    {
        var incarnation = 0UL;
        BootId boot = default;
        var version = 0UL;
        var reader = new WireReader(bytes);
        var valid = true;
        while (valid && reader.TryRead(out var field))
        {
            valid = field.Number switch
            {
                1 => field.TryU64(out incarnation),
                2 => field.TryBoot(out boot),
                3 => field.TryU64(out version),
                _ => true,
            };
        }

        stamp = new Stamp(new Epoch(incarnation, boot), version);
        return valid && reader.IsAtEnd;
    }
}
