using OrleansNaming.Advertising;
using OrleansNaming.Wire;
using OrleansNaming.Wire.Codecs;

namespace OrleansNaming.Log;

/// <summary>
/// A snapshot record's bytes, as wire fields: 1 server text, 2 the list as a delta without base (left out when none was ever
/// opened), 3 ancestor stamp repeated, 4 count of the floor records that follow.
/// </summary>
internal static class SnapshotCodec
{
    public static byte[] Encode(Advertisement advertisement, int floors)
    {
        var writer = new WireWriter(stackalloc byte[512]);
        writer.Text(1, advertisement.Server.Value);
        if (!advertisement.Stamp.IsNone)
        {
            DeltaCodec.Write(ref writer, 2, AdvertisementFold.Full(advertisement));
        }

        StampListCodec.Write(ref writer, 3, advertisement.Inherits);
        writer.U64(4, (ulong)floors);
        return writer.Written.ToArray();
    }

    /// <summary>Reads it back and verifies the list's digest.</summary>
    /// <returns>False when it can't be read or does not verify. A list that was never opened is null.</returns>
    public static bool TryDecode(ReadOnlySpan<byte> bytes, out ServerId server, out Advertisement? advertisement, out int floors)
    {
        server = default;
        advertisement = null;
        floors = 0;
        if (StampListCodec.Prepare(bytes, 3) is not { } inherits)
        {
            return false;
        }

        Delta? list = null;
        var (ancestors, valid) = (0, true);
        var reader = new WireReader(bytes);
        while (valid && reader.TryRead(out var field))
        {
            valid = field.Number switch
            {
                1 => field.TryServer(out server),
                2 => field.TryBytes(out var delta) && DeltaCodec.TryDecode(delta, out list) && list!.Base.IsNone,
                3 => field.TryStamp(out inherits[ancestors++]),
                4 => field.TryInt(int.MaxValue, out floors),
                _ => true,
            };
        }

        if (!valid || !reader.IsAtEnd || server.Value is null)
        {
            return false;
        }

        advertisement = list is null ? null : AdvertisementFold.Apply(server, null, list, inherits);
        return list is null || advertisement is not null;
    }
}
