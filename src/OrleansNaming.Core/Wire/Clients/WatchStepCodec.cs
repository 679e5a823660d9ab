using OrleansNaming.Wire.Codecs;

namespace OrleansNaming.Wire.Clients;

/// <summary>1 reset, 2 position, 3 change repeated: 1 kind varint, 2 server, 3 stamp, 4 entry; 4 seen, 5 refusal varint, 6 message.</summary>
internal static class WatchStepCodec
{
    private const int PositionLengthMax = 64;
    private const int TextLengthMax = 8_192; // 32 tokens of 200 characters, and then some.

    public static byte[] Encode(WatchStep step)
    {
        var writer = new WireWriter(stackalloc byte[512]);
        writer.Bool(1, step.IsReset);
        writer.Text(2, step.Position);
        foreach (var change in step.Changes)
        {
            var start = writer.Begin(3);
            writer.U64(1, (ulong)change.Kind);
            writer.Text(2, change.Owner.Value);
            StampCodec.Write(ref writer, 3, change.Stamp);
            EntryCodec.Write(ref writer, 4, change.Instance!);
            writer.End(start);
        }

        WriteDemand(ref writer, step);
        return writer.Written.ToArray();
    }

    /// <summary>Left out where nothing was demanded: the step is then what it was before there were demands.</summary>
    private static void WriteDemand(ref WireWriter writer, WatchStep step)
    {
        if (step.Seen.Length > 0)
        {
            writer.Text(4, step.Seen);
        }

        if (step.Refusal != Refusal.None)
        {
            writer.U64(5, (ulong)step.Refusal);
            writer.Text(6, step.Message);
        }
    }

    /// <summary>The step, or null when it is malformed.</summary>
    public static WatchStep? Decode(ReadOnlySpan<byte> bytes)
    {
        var changes = new List<NamingChange>(WireReader.Count(bytes, 3));
        var decoding = new EntryDecoding(bytes.Length);
        var (isReset, position, seen, refusal, message) = (false, "", "", 0, "");
        var reader = new WireReader(bytes);
        var valid = true;
        while (valid && reader.TryRead(out var field))
        {
            valid = field.Number switch
            {
                1 => field.TryBool(out isReset),
                2 => field.TryText(0, PositionLengthMax, decoding.Pool, out position),
                3 => field.TryBytes(out var change) && TryRead(change, ref decoding, changes),
                4 => field.TryText(0, TextLengthMax, decoding.Pool, out seen),
                5 => field.TryInt(byte.MaxValue, out refusal),
                6 => field.TryText(0, TextLengthMax, decoding.Pool, out message),
                _ => true,
            };
        }

        return valid && reader.IsAtEnd ? new WatchStep(isReset, position, changes) { Seen = seen, Refusal = (Refusal)refusal, Message = message } : null;
    }

    private static bool TryRead(ReadOnlySpan<byte> bytes, ref EntryDecoding decoding, List<NamingChange> changes)
    {
        var kind = 0;
        ServerId server = default;
        Stamp stamp = default;
        Entry? entry = null;
        var reader = new WireReader(bytes);
        var valid = true;
        while (valid && reader.TryRead(out var field))
        {
            valid = field.Number switch
            {
                1 => field.TryInt((int)ChangeKind.Conflicted, out kind),
                2 => field.TryServer(out server),
                3 => field.TryStamp(out stamp),
                4 => field.TryBytes(out var line) && EntryCodec.TryRead(line, ref decoding, out entry),
                _ => true,
            };
        }

        if (!valid || !reader.IsAtEnd || server.Value is null || entry is not Instance instance)
        {
            return false;
        }

        changes.Add(new NamingChange((ChangeKind)kind, instance.Name, instance, server, stamp));
        return true;
    }
}
