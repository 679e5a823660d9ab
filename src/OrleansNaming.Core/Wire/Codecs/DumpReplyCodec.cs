namespace OrleansNaming.Wire.Codecs;

/// <summary>1 ready varint, 2 owner repeated (<see cref="DumpedOwnerCodec"/>), 3 next (server; left out at the end).</summary>
internal static class DumpReplyCodec
{
    public static void Write(ref WireWriter writer, DumpReply reply)
    {
        writer.Bool(1, reply.Ready);
        for (var index = 0; index < reply.Owners.Count; index++)
        {
            DumpedOwnerCodec.Write(ref writer, 2, reply.Owners[index]);
        }

        if (reply.Next is { } next)
        {
            writer.Text(3, next.Value);
        }
    }

    /// <summary>The reply, or null when it is malformed.</summary>
    public static DumpReply? Read(ReadOnlySpan<byte> bytes)
    {
        var count = WireReader.Count(bytes, 2);
        if (count > Limits.Owners)
        {
            return null;
        }

        var ready = false;
        var owners = count == 0 ? [] : new DumpedOwner[count];
        ServerId next = default;
        var reader = new WireReader(bytes);
        var index = 0;
        var valid = true;
        while (valid && reader.TryRead(out var field))
        {
            valid = field.Number switch
            {
                1 => field.TryBool(out ready),
                2 => field.TryBytes(out var owner) && DumpedOwnerCodec.TryRead(owner, out owners[index++]!),
                3 => field.TryServer(out next),
                _ => true,
            };
        }

        return valid && reader.IsAtEnd ? new DumpReply(ready, owners, next.Value is null ? null : next) : null;
    }
}
