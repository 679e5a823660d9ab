namespace OrleansNaming.Wire.Codecs;

/// <summary>1 server, 2 boot fixed128, 3 nonce fixed64: of a probe and of an indirect one.</summary>
internal static class ProbeCodec
{
    public static void Write(ref WireWriter writer, Probe probe)
    {
        writer.Text(1, probe.Server.Value);
        writer.U128(2, probe.Boot.Value);
        writer.Fixed64(3, probe.Nonce);
    }

    public static void Write(ref WireWriter writer, IndirectProbe probe) => Write(ref writer, new Probe(probe.Server, probe.Boot, probe.Nonce));

    /// <summary>The probe, or null when it is malformed.</summary>
    public static Probe? Read(ReadOnlySpan<byte> bytes)
    {
        ServerId server = default;
        BootId boot = default;
        var nonce = 0UL;
        var reader = new WireReader(bytes);
        var valid = true;
        while (valid && reader.TryRead(out var field))
        {
            valid = field.Number switch
            {
                1 => field.TryServer(out server),
                2 => field.TryBoot(out boot),
                3 => field.TryFixed64(out nonce),
                _ => true,
            };
        }

        return valid && reader.IsAtEnd && server.Value is not null ? new Probe(server, boot, nonce) : null;
    }

    /// <summary>The indirect probe, or null when it is malformed.</summary>
    public static IndirectProbe? ReadIndirect(ReadOnlySpan<byte> bytes) =>
        Read(bytes) is { } probe ? new IndirectProbe(probe.Server, probe.Boot, probe.Nonce) : null;
}
