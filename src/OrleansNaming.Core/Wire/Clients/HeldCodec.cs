using OrleansNaming.Wire.Codecs;

namespace OrleansNaming.Wire.Clients;

/// <summary>What a follower has: 1 owner repeated (1 server, 2 stamp, 3 digest fixed128), at most <see cref="Limits.Owners"/>.</summary>
internal static class HeldCodec
{
    public static byte[] Encode(IReadOnlyList<Held> held)
    {
        var writer = new WireWriter(stackalloc byte[512]);
        foreach (var one in held)
        {
            var start = writer.Begin(1);
            writer.Text(1, one.State.Server.Value);
            StampCodec.Write(ref writer, 2, one.State.Stamp);
            writer.U128(3, one.Digest.Value);
            writer.End(start);
        }

        return writer.Written.ToArray();
    }

    /// <summary>What is held, or null when it is malformed or more than anybody can hold.</summary>
    public static IReadOnlyList<Held>? Decode(ReadOnlySpan<byte> bytes)
    {
        var count = WireReader.Count(bytes, 1);
        if (count > Limits.Owners)
        {
            return null;
        }

        var held = new List<Held>(count);
        var reader = new WireReader(bytes);
        var valid = true;
        while (valid && reader.TryRead(out var field))
        {
            valid = field.Number != 1 || (field.TryBytes(out var one) && TryRead(one, held));
        }

        return valid && reader.IsAtEnd ? held : null;
    }

    private static bool TryRead(ReadOnlySpan<byte> bytes, List<Held> held)
    {
        ServerId server = default;
        Stamp stamp = default;
        Digest digest = default;
        var reader = new WireReader(bytes);
        var valid = true;
        while (valid && reader.TryRead(out var field))
        {
            valid = field.Number switch
            {
                1 => field.TryServer(out server),
                2 => field.TryStamp(out stamp),
                3 => field.TryDigest(out digest),
                _ => true,
            };
        }

        held.Add(new Held(new Token(server, stamp), digest));
        return valid && reader.IsAtEnd && server.Value is not null;
    }
}
