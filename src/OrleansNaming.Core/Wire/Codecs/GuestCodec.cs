namespace OrleansNaming.Wire.Codecs;

/// <summary>What decides between records of one guest: 1 revision varint, 2 hold varint, 3 lease varint in 100 ns. A tombstone has no lease.</summary>
internal static class GuestCodec
{
    public static void Write(ref WireWriter writer, int number, GuestRecord guest)
    {
        var start = writer.Begin(number);
        writer.U64(1, guest.Revision);
        writer.U64(2, guest.Hold);
        writer.Time(3, guest.Lease);
        writer.End(start);
    }

    public static bool TryRead(ReadOnlySpan<byte> bytes, out GuestRecord? guest)
    {
        var revision = 0UL;
        var hold = 0UL;
        TimeSpan lease = default;
        var reader = new WireReader(bytes);
        var valid = true;
        while (valid && reader.TryRead(out var field))
        {
            valid = field.Number switch
            {
                1 => field.TryU64(out revision),
                2 => field.TryU64(out hold),
                3 => field.TryTime(out lease),
                _ => true,
            };
        }

        valid = valid && reader.IsAtEnd;
        guest = valid ? new GuestRecord(revision, hold, lease) : null;
        return valid;
    }
}
