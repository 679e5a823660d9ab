namespace OrleansNaming.Wire.Codecs;

/// <summary>1 action varint, 2 name, 3 instance id, 4 revision varint, 5 record (entry), 6 check, 7 health varint, 8 output.</summary>
internal static class GuestRequestCodec
{
    public static void Write(ref WireWriter writer, GuestRequest request)
    {
        writer.U64(1, (ulong)request.Action);
        writer.Text(2, request.Name);
        writer.Text(3, request.InstanceId);
        writer.U64(4, request.Revision);
        if (request.Record is { } record)
        {
            EntryCodec.Write(ref writer, 5, record);
        }

        if (request.Action == GuestAction.Tell)
        {
            writer.Text(6, request.Check);
            writer.U64(7, (ulong)request.Health);
            writer.Text(8, request.Output);
        }
    }

    /// <summary>The request, or null when it is malformed.</summary>
    public static GuestRequest? Read(ReadOnlySpan<byte> bytes)
    {
        var action = 0;
        var name = "";
        var instanceId = "";
        var revision = 0UL;
        Entry? record = null;
        var (check, health, output) = ("", 0, "");
        var decoding = new EntryDecoding(bytes.Length);
        var reader = new WireReader(bytes);
        var valid = true;
        while (valid && reader.TryRead(out var field))
        {
            valid = field.Number switch
            {
                1 => field.TryInt((int)GuestAction.Tell, out action),
                2 => field.TryTreeName(decoding.Pool, out name, out _), // a value of the tree is handed over too
                3 => field.TrySegment(decoding.Pool, out instanceId),
                4 => field.TryU64(out revision),
                5 => field.TryBytes(out var entry) && EntryCodec.TryRead(entry, ref decoding, out record),
                6 => field.TryText(0, Limits.TextLength, decoding.Pool, out check),
                7 => field.TryInt((int)InstanceHealth.Unhealthy, out health),
                8 => field.TryText(0, Limits.TextLength, decoding.Pool, out output),
                _ => true,
            };
        }

        valid = valid && reader.IsAtEnd && name.Length > 0 && instanceId.Length > 0;
        return valid ? new GuestRequest((GuestAction)action, name, instanceId, revision, record) { Check = check, Health = (InstanceHealth)health, Output = output } : null;
    }
}
