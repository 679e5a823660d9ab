using OrleansNaming.Tracks.Ownership;
using OrleansNaming.Tracks.Wire;
using OrleansNaming.Wire;

namespace OrleansNaming.Tracks.Presence;

/// <summary>
/// 1 group, 2 server, 3 boot, 4 sequence, 5 master, 6 leaving, 7 free slots, 8 owned repeated (1 track, 2 epoch), 9 claimed repeated (1 track, 2 counter). Unknown fields
/// are skipped, so that servers of two versions can be in one group (Q28).
/// </summary>
internal static class TrackAdvertCodec
{
    public static byte[] Encode(TrackAdvert advert)
    {
        var writer = new WireWriter(stackalloc byte[512]);
        writer.Text(1, advert.Group);
        writer.Text(2, advert.Sender.Server.Value);
        writer.U128(3, advert.Sender.Boot.Value);
        writer.U64(4, advert.Sequence);
        writer.Bool(5, advert.IsMaster);
        writer.Bool(6, advert.IsLeaving);
        writer.U64(7, (ulong)advert.FreeSlots);
        foreach (var owned in advert.Owned)
        {
            Pair(ref writer, 8, owned.Track, owned.Epoch);
        }

        foreach (var claim in advert.Claims)
        {
            Pair(ref writer, 9, claim.Track, (ulong)claim.Counter);
        }

        return writer.Written.ToArray();
    }

    /// <summary>Null for bytes that are no advert, one with more than a group may have, or that names a track twice.</summary>
    public static TrackAdvert? Decode(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > TrackLimits.MessageBytes || WireReader.Count(bytes, 8) > TrackLimits.Tracks || WireReader.Count(bytes, 9) > TrackLimits.Tracks)
        {
            return null;
        }

        var (group, server, boot, sequence) = ("", default(ServerId), default(BootId), 0UL);
        var (isMaster, isLeaving, free) = (false, false, 0);
        List<OwnedTrack> owned = [];
        List<ClaimedTrack> claims = [];
        var pool = new TextPool(bytes.Length);
        var reader = new WireReader(bytes);
        var valid = true;
        while (valid && reader.TryRead(out var field))
        {
            valid = field.Number switch
            {
                1 => TrackWords.TryName(field, pool, out group),
                2 => field.TryServer(out server),
                3 => field.TryBoot(out boot),
                4 => field.TryU64(out sequence),
                5 => field.TryBool(out isMaster),
                6 => field.TryBool(out isLeaving),
                7 => field.TryInt(1_000_000, out free),
                8 => TryPair(field, pool, ulong.MaxValue, (track, epoch) => owned.Add(new OwnedTrack(track, epoch))),
                9 => TryPair(field, pool, 1_000, (track, counter) => claims.Add(new ClaimedTrack(track, (int)counter))),
                _ => true,
            };
        }

        valid = valid && owned.DistinctBy(static one => one.Track).Count() == owned.Count && claims.DistinctBy(static one => one.Track).Count() == claims.Count; // nobody owns or claims a track twice
        return valid && reader.IsAtEnd && group.Length > 0 && server.Value is not null
            ? new TrackAdvert(group, new Holder(server, boot), sequence) { IsMaster = isMaster, IsLeaving = isLeaving, FreeSlots = free, Owned = owned, Claims = claims }
            : null;
    }

    private static void Pair(ref WireWriter writer, int number, string track, ulong value)
    {
        var start = writer.Begin(number);
        writer.Text(1, track);
        writer.U64(2, value);
        writer.End(start);
    }

    private static bool TryPair(in WireField outer, TextPool pool, ulong max, Action<string, ulong> add)
    {
        var (track, value) = ("", 0UL);
        var valid = outer.TryBytes(out var bytes);
        var reader = new WireReader(bytes);
        while (valid && reader.TryRead(out var field))
        {
            valid = field.Number switch
            {
                1 => TrackWords.TryName(field, pool, out track),
                2 => field.TryU64(out value) && value <= max,
                _ => true,
            };
        }

        valid = valid && reader.IsAtEnd && track.Length > 0;
        if (valid)
        {
            add(track, value);
        }

        return valid;
    }
}
