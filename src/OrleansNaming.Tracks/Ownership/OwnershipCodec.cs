using OrleansNaming.Tracks.Presence;
using OrleansNaming.Tracks.Wire;
using OrleansNaming.Wire;

namespace OrleansNaming.Tracks.Ownership;

/// <summary>Owners as bytes: 1 row repeated (1 track, 2 epoch, 3 server, 4 boot, 5 beat; a released one has no server). Tokens as bytes: 1 token repeated. Unknown fields are skipped.</summary>
internal static class OwnershipCodec
{
    public static byte[] Encode(IEnumerable<OwnershipRow> rows)
    {
        var writer = new WireWriter(stackalloc byte[512]);
        foreach (var row in rows)
        {
            Write(ref writer, row);
        }

        return writer.Written.ToArray();
    }

    public static byte[] Encode(IEnumerable<TrackToken> tokens)
    {
        var writer = new WireWriter(stackalloc byte[512]);
        foreach (var token in tokens)
        {
            TrackWords.Write(ref writer, 1, token);
        }

        return writer.Written.ToArray();
    }

    /// <summary>Null for bytes that are no rows, or more than a group has.</summary>
    public static List<OwnershipRow>? DecodeRows(ReadOnlySpan<byte> bytes) => Decode<OwnershipRow>(bytes, TryRow);

    /// <summary>Null for bytes that are no tokens, or more than a group has.</summary>
    public static List<TrackToken>? DecodeTokens(ReadOnlySpan<byte> bytes) => Decode<TrackToken>(bytes, TrackWords.TryToken);

    private delegate bool TryOne<T>(in WireField field, TextPool pool, out T one);

    private static List<T>? Decode<T>(ReadOnlySpan<byte> bytes, TryOne<T> tryOne)
    {
        var count = WireReader.Count(bytes, 1);
        if (count > TrackLimits.Tracks)
        {
            return null;
        }

        var all = new List<T>(count);
        var pool = new TextPool(bytes.Length);
        var reader = new WireReader(bytes);
        while (reader.TryRead(out var field))
        {
            if (field.Number != 1)
            {
                continue;
            }

            if (!tryOne(field, pool, out var one))
            {
                return null;
            }

            all.Add(one);
        }

        return reader.IsAtEnd ? all : null;
    }

    private static void Write(ref WireWriter writer, OwnershipRow row)
    {
        var start = writer.Begin(1);
        writer.Text(1, row.Track);
        writer.U64(2, row.Epoch);
        if (row.Holder is { } holder)
        {
            writer.Text(3, holder.Server.Value);
            writer.U128(4, holder.Boot.Value);
        }

        writer.U64(5, (ulong)row.Beat);
        writer.End(start);
    }

    private static bool TryRow(in WireField outer, TextPool pool, out OwnershipRow row)
    {
        var (track, epoch, server, boot, beat) = ("", 0UL, default(ServerId), default(BootId), 0UL);
        var valid = outer.TryBytes(out var bytes);
        var reader = new WireReader(bytes);
        while (valid && reader.TryRead(out var field))
        {
            valid = field.Number switch
            {
                1 => TrackWords.TryName(field, pool, out track),
                2 => field.TryU64(out epoch),
                3 => field.TryServer(out server),
                4 => field.TryBoot(out boot),
                5 => field.TryU64(out beat) && beat <= long.MaxValue,
                _ => true,
            };
        }

        row = new OwnershipRow(track, epoch, server.Value is null ? null : new Holder(server, boot), (long)beat);
        return valid && reader.IsAtEnd && track.Length > 0 && epoch > 0;
    }
}
