namespace OrleansNaming.Wire.Codecs;

/// <summary>1 server, 2 stamp, 3 digest fixed128, 4 state varint, 5 silence varint in 100 ns, 6 sequence varint, 7 address (<see cref="PeerAddressCodec"/>).</summary>
internal static class HoldingCodec
{
    public static void Write(ref WireWriter writer, int number, Holding holding)
    {
        var start = writer.Begin(number);
        writer.Text(1, holding.Server.Value);
        StampCodec.Write(ref writer, 2, holding.Stamp);
        writer.U128(3, holding.Digest.Value);
        writer.U64(4, (ulong)holding.State);
        writer.Time(5, holding.Silence);
        writer.U64(6, holding.Sequence);
        if (holding.Address is { } address)
        {
            PeerAddressCodec.Write(ref writer, 7, address);
        }

        writer.End(start);
    }

    public static bool TryRead(ReadOnlySpan<byte> bytes, out Holding? holding)
    {
        ServerId server = default;
        Stamp stamp = default;
        Digest digest = default;
        var state = 0;
        TimeSpan silence = default;
        var sequence = 0UL;
        PeerAddress? address = null;
        var reader = new WireReader(bytes);
        var valid = true;
        while (valid && reader.TryRead(out var field))
        {
            valid = field.Number switch
            {
                1 => field.TryServer(out server),
                2 => field.TryStamp(out stamp),
                3 => field.TryDigest(out digest),
                4 => field.TryInt((int)OwnerState.Left, out state),
                5 => field.TryTime(out silence),
                6 => field.TryU64(out sequence),
                7 => field.TryBytes(out var raw) && PeerAddressCodec.TryRead(raw, out address),
                _ => true,
            };
        }

        valid = valid && reader.IsAtEnd && server.Value is not null;
        holding = valid ? new Holding(server, stamp, digest, (OwnerState)state, silence, sequence, address) : null;
        return valid;
    }

    /// <summary>Reads a field that is a holding, as every list of them is written.</summary>
    public static bool TryRead(in WireField field, out Holding? holding)
    {
        holding = null;
        return field.TryBytes(out var bytes) && TryRead(bytes, out holding);
    }

    /// <summary>The array that a repeated holding fills, or null above the cap.</summary>
    public static Holding[]? Prepare(ReadOnlySpan<byte> bytes, int number)
    {
        var count = WireReader.Count(bytes, number);
        return count > Limits.Owners ? null : count == 0 ? [] : new Holding[count];
    }
}
