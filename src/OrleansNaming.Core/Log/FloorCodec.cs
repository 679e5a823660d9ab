using OrleansNaming.Wire;

namespace OrleansNaming.Log;

/// <summary>A floor's bytes, as wire fields: 1 server text, 2 incarnation varint, 3 boot fixed128, 4 left bool, 5 unix ms varint.</summary>
internal static class FloorCodec
{
    public static byte[] Encode(Floor floor)
    {
        var writer = new WireWriter(stackalloc byte[128]);
        writer.Text(1, floor.Server.Value);
        writer.U64(2, floor.Epoch.Incarnation);
        writer.U128(3, floor.Epoch.Boot.Value);
        writer.Bool(4, floor.Left);
        writer.U64(5, unchecked((ulong)floor.UnixMilliseconds)); // a clock before 1970 takes 10 bytes and comes back
        return writer.Written.ToArray();
    }

    public static Floor? Decode(ReadOnlySpan<byte> bytes)
    {
        ServerId server = default;
        BootId boot = default;
        var (incarnation, milliseconds, left, valid) = (0UL, 0UL, false, true);
        var reader = new WireReader(bytes);
        while (valid && reader.TryRead(out var field))
        {
            valid = field.Number switch
            {
                1 => field.TryServer(out server),
                2 => field.TryU64(out incarnation),
                3 => field.TryBoot(out boot),
                4 => field.TryBool(out left),
                5 => field.TryU64(out milliseconds),
                _ => true,
            };
        }

        return valid && reader.IsAtEnd && server.Value is not null
            ? new Floor(server, new Epoch(incarnation, boot), left, unchecked((long)milliseconds))
            : null;
    }
}
