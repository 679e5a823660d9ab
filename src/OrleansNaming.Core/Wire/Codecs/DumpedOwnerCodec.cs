namespace OrleansNaming.Wire.Codecs;

/// <summary>1 holding, 2 full list (delta without base), 3 inherits (stamp) repeated, 4 interval varint in 100 ns.</summary>
internal static class DumpedOwnerCodec
{
    public static void Write(ref WireWriter writer, int number, DumpedOwner owner)
    {
        var start = writer.Begin(number);
        HoldingCodec.Write(ref writer, 1, owner.Holding);
        DeltaCodec.Write(ref writer, 2, owner.Full);
        StampListCodec.Write(ref writer, 3, owner.Inherits);
        writer.Time(4, owner.Interval);
        writer.End(start);
    }

    public static bool TryRead(ReadOnlySpan<byte> bytes, out DumpedOwner? owner)
    {
        owner = null;
        if (StampListCodec.Prepare(bytes, 3) is not { } inherits)
        {
            return false;
        }

        Holding? holding = null;
        Delta? full = null;
        TimeSpan interval = default;
        var reader = new WireReader(bytes);
        var index = 0;
        var valid = true;
        while (valid && reader.TryRead(out var field))
        {
            valid = field.Number switch
            {
                1 => HoldingCodec.TryRead(field, out holding),
                2 => field.TryBytes(out var delta) && DeltaCodec.TryDecode(delta, out full),
                3 => field.TryStamp(out inherits[index++]),
                4 => field.TryTime(out interval),
                _ => true,
            };
        }

        owner = valid && reader.IsAtEnd && holding is not null && full is not null ? new DumpedOwner(holding, full, inherits, interval) : null;
        return owner is not null;
    }
}
