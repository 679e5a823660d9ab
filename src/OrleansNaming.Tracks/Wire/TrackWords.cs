using OrleansNaming.Tracks.Ownership;
using OrleansNaming.Tracks.Presence;
using OrleansNaming.Wire;

namespace OrleansNaming.Tracks.Wire;

/// <summary>The parts that messages of a group have in common: names of tracks, and tokens.</summary>
internal static class TrackWords
{
    /// <summary>Whether text may be a track's or a record's name: 1 to 255 characters, none of them a control character.</summary>
    public static bool IsName(string text) => text.Length is > 0 and <= TrackLimits.NameLength && !text.Any(char.IsControl);

    public static bool TryName(in WireField field, TextPool pool, out string name) => field.TryText(1, TrackLimits.NameLength, pool, out name) && IsName(name);

    /// <summary>The body of a wake: 1 track.</summary>
    public static byte[] Wake(string track)
    {
        var writer = new WireWriter(stackalloc byte[512]);
        writer.Text(1, track);
        return writer.Written.ToArray();
    }

    /// <summary>The track of a wake; null for bytes that are none.</summary>
    public static string? Woken(ReadOnlySpan<byte> body)
    {
        var (track, valid) = ("", true);
        var pool = new TextPool(body.Length);
        var reader = new WireReader(body);
        while (valid && reader.TryRead(out var field))
        {
            valid = field.Number != 1 || TryName(field, pool, out track);
        }

        return valid && reader.IsAtEnd && track.Length > 0 ? track : null;
    }

    /// <summary>1 track, 2 epoch, 3 server, 4 boot.</summary>
    public static void Write(ref WireWriter writer, int number, TrackToken token)
    {
        var start = writer.Begin(number);
        writer.Text(1, token.Track);
        writer.U64(2, token.Epoch);
        writer.Text(3, token.Holder.Server.Value);
        writer.U128(4, token.Holder.Boot.Value);
        writer.End(start);
    }

    public static bool TryToken(in WireField outer, TextPool pool, out TrackToken token)
    {
        var (track, epoch, server, boot) = ("", 0UL, default(ServerId), default(BootId));
        var valid = outer.TryBytes(out var bytes);
        var reader = new WireReader(bytes);
        while (valid && reader.TryRead(out var field))
        {
            valid = field.Number switch
            {
                1 => TryName(field, pool, out track),
                2 => field.TryU64(out epoch),
                3 => field.TryServer(out server),
                4 => field.TryBoot(out boot),
                _ => true,
            };
        }

        token = new TrackToken(track, epoch, new Holder(server, boot));
        return valid && reader.IsAtEnd && track.Length > 0 && server.Value is not null;
    }
}
