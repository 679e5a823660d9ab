namespace OrleansNaming.Wire.Codecs;

/// <summary>1 outcome varint, 2 server, 3 current (stamp), 4 delta, 5 inherits (stamp) repeated, 6 interval varint in 100 ns.</summary>
internal static class ChangesReplyCodec
{
    public static void Write(ref WireWriter writer, ChangesReply reply)
    {
        writer.U64(1, (ulong)reply.Outcome);
        writer.Text(2, reply.Server.Value);
        StampCodec.Write(ref writer, 3, reply.Current);
        if (reply.Delta is { } delta)
        {
            DeltaCodec.Write(ref writer, 4, delta);
        }

        StampListCodec.Write(ref writer, 5, reply.Inherits);
        writer.Time(6, reply.Interval);
    }

    /// <summary>The reply, or null when it is malformed.</summary>
    public static ChangesReply? Read(ReadOnlySpan<byte> bytes)
    {
        if (StampListCodec.Prepare(bytes, 5) is not { } inherits)
        {
            return null;
        }

        var outcome = 0;
        ServerId server = default;
        Stamp current = default;
        Delta? changes = null;
        TimeSpan interval = default;
        var reader = new WireReader(bytes);
        var index = 0;
        var valid = true;
        while (valid && reader.TryRead(out var field))
        {
            valid = field.Number switch
            {
                1 => field.TryInt((int)ChangesOutcome.NotReady, out outcome),
                2 => field.TryServer(out server),
                3 => field.TryStamp(out current),
                4 => field.TryBytes(out var delta) && DeltaCodec.TryDecode(delta, out changes),
                5 => field.TryStamp(out inherits[index++]),
                6 => field.TryTime(out interval),
                _ => true,
            };
        }

        return valid && reader.IsAtEnd && server.Value is not null
            ? new ChangesReply((ChangesOutcome)outcome, server, current, changes, inherits, interval)
            : null;
    }
}
