namespace OrleansNaming.Wire.Codecs;

/// <summary>1 server, 2 since (stamp), 3 digest at since fixed128, 4 mode varint.</summary>
internal static class ChangesRequestCodec
{
    public static void Write(ref WireWriter writer, ChangesRequest request)
    {
        writer.Text(1, request.Server.Value);
        StampCodec.Write(ref writer, 2, request.Since);
        writer.U128(3, request.SinceDigest.Value);
        writer.U64(4, (ulong)request.Mode);
    }

    /// <summary>The request, or null when it is malformed.</summary>
    public static ChangesRequest? Read(ReadOnlySpan<byte> bytes)
    {
        ServerId server = default;
        Stamp since = default;
        Digest digest = default;
        var mode = 0;
        var reader = new WireReader(bytes);
        var valid = true;
        while (valid && reader.TryRead(out var field))
        {
            valid = field.Number switch
            {
                1 => field.TryServer(out server),
                2 => field.TryStamp(out since),
                3 => field.TryDigest(out digest),
                4 => field.TryInt((int)PullMode.Snapshot, out mode),
                _ => true,
            };
        }

        return valid && reader.IsAtEnd && server.Value is not null ? new ChangesRequest(server, since, digest, (PullMode)mode) : null;
    }
}
