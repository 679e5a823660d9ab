namespace OrleansNaming.Wire.Codecs;

/// <summary>
/// 1 stamp, 2 digest fixed128, 3 status varint, 4 interval varint in 100 ns, 5 acknowledgement wanted varint, 6 inline delta.
/// Reserved: 7 the owner's signature (rule 15), 8 relayed owners of a combining tree (rule 5).
/// </summary>
internal static class NoticeCodec
{
    public static void Write(ref WireWriter writer, Notice notice)
    {
        StampCodec.Write(ref writer, 1, notice.Stamp);
        writer.U128(2, notice.Digest.Value);
        writer.U64(3, (ulong)notice.Status);
        writer.Time(4, notice.Interval);
        writer.Bool(5, notice.AcknowledgementWanted);
        if (notice.Inline is { } delta)
        {
            DeltaCodec.Write(ref writer, 6, delta);
        }
    }

    /// <summary>The notice, or null when it is malformed.</summary>
    public static Notice? Read(ReadOnlySpan<byte> bytes)
    {
        Stamp stamp = default;
        Digest digest = default;
        var status = 0;
        TimeSpan interval = default;
        var acknowledge = false;
        Delta? inline = null;
        var reader = new WireReader(bytes);
        var valid = true;
        while (valid && reader.TryRead(out var field))
        {
            valid = field.Number switch
            {
                1 => field.TryStamp(out stamp),
                2 => field.TryDigest(out digest),
                3 => field.TryInt((int)OwnerStatus.Left, out status),
                4 => field.TryTime(out interval),
                5 => field.TryBool(out acknowledge),
                6 => field.TryBytes(out var delta) && DeltaCodec.TryDecode(delta, out inline),
                _ => true,
            };
        }

        return valid && reader.IsAtEnd ? new Notice(stamp, digest, (OwnerStatus)status, interval, acknowledge, inline) : null;
    }
}
