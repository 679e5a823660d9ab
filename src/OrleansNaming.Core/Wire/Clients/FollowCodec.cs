using OrleansNaming.Wire.Codecs;

namespace OrleansNaming.Wire.Clients;

/// <summary>
/// 1 hello (1 cluster, 2 server); 2 owner (1 server, 2 stamp, 3 hidden, 4 guests hidden, 5 stale, 6 inherits repeated, 7 delta); 3 complete
/// (1 complete, 2 server repeated). A word has one of them; with none of them it is a pulse.
/// </summary>
internal static class FollowCodec
{
    public static byte[] Encode(FollowWord word)
    {
        var writer = new WireWriter(stackalloc byte[Limits.DatagramBytes]);
        switch (word)
        {
            case FollowHello hello:
                Write(ref writer, hello);
                break;
            case FollowOwner owner:
                Write(ref writer, owner);
                break;
            case FollowComplete complete:
                Write(ref writer, complete);
                break;
        }

        return writer.Written.ToArray();
    }

    /// <summary>The word, or null when it is malformed.</summary>
    public static FollowWord? Decode(ReadOnlySpan<byte> bytes)
    {
        FollowWord? word = new FollowPulse();
        var reader = new WireReader(bytes);
        while (word is not null && reader.TryRead(out var field))
        {
            word = field.Number switch
            {
                1 => field.TryBytes(out var hello) ? ReadHello(hello) : null,
                2 => field.TryBytes(out var owner) ? ReadOwner(owner) : null,
                3 => field.TryBytes(out var complete) ? ReadComplete(complete) : null,
                _ => word,
            };
        }

        return reader.IsAtEnd ? word : null;
    }

    private static void Write(ref WireWriter writer, FollowHello hello)
    {
        var start = writer.Begin(1);
        writer.Text(1, hello.Cluster);
        writer.Text(2, hello.Server);
        writer.End(start);
    }

    private static void Write(ref WireWriter writer, FollowOwner owner)
    {
        var start = writer.Begin(2);
        writer.Text(1, owner.State.Server.Value);
        StampCodec.Write(ref writer, 2, owner.State.Stamp);
        writer.Bool(3, !owner.IsShown);
        writer.Bool(4, !owner.AreGuestsShown);
        writer.Bool(5, owner.IsStale);
        StampListCodec.Write(ref writer, 6, owner.Inherits);
        if (owner.Delta is { } delta)
        {
            DeltaCodec.Write(ref writer, 7, delta);
        }

        writer.End(start);
    }

    private static void Write(ref WireWriter writer, FollowComplete complete)
    {
        var start = writer.Begin(3);
        writer.Bool(1, complete.IsComplete);
        foreach (var server in complete.Servers)
        {
            writer.Text(2, server);
        }

        writer.End(start);
    }

    private static FollowHello? ReadHello(ReadOnlySpan<byte> bytes)
    {
        var (cluster, server) = ("", "");
        var pool = new TextPool(bytes.Length);
        var reader = new WireReader(bytes);
        var valid = true;
        while (valid && reader.TryRead(out var field))
        {
            valid = field.Number switch
            {
                1 => field.TryText(0, Limits.TextLength, pool, out cluster),
                2 => field.TryText(0, Limits.TextLength, pool, out server),
                _ => true,
            };
        }

        return valid && reader.IsAtEnd ? new FollowHello(cluster, server) : null;
    }

    private static FollowOwner? ReadOwner(ReadOnlySpan<byte> bytes)
    {
        if (StampListCodec.Prepare(bytes, 6) is not { } inherits)
        {
            return null;
        }

        ServerId server = default;
        Stamp stamp = default;
        var (hidden, guestsHidden, stale, index) = (false, false, false, 0);
        Delta? delta = null;
        var reader = new WireReader(bytes);
        var valid = true;
        while (valid && reader.TryRead(out var field))
        {
            valid = field.Number switch
            {
                1 => field.TryServer(out server),
                2 => field.TryStamp(out stamp),
                3 => field.TryBool(out hidden),
                4 => field.TryBool(out guestsHidden),
                5 => field.TryBool(out stale),
                6 => field.TryStamp(out inherits[index++]),
                7 => field.TryBytes(out var value) && DeltaCodec.TryDecode(value, out delta),
                _ => true,
            };
        }

        return valid && reader.IsAtEnd && server.Value is not null
            ? new FollowOwner(new Token(server, stamp), !hidden, !guestsHidden, stale, inherits, delta)
            : null;
    }

    private static FollowComplete? ReadComplete(ReadOnlySpan<byte> bytes)
    {
        var isComplete = false;
        var servers = new List<string>();
        var pool = new TextPool(bytes.Length);
        var reader = new WireReader(bytes);
        var valid = WireReader.Count(bytes, 2) <= Limits.Owners;
        while (valid && reader.TryRead(out var field))
        {
            var server = "";
            valid = field.Number switch
            {
                1 => field.TryBool(out isComplete),
                2 => field.TrySegment(pool, out server),
                _ => true,
            };
            if (server.Length > 0)
            {
                servers.Add(server);
            }
        }

        return valid && reader.IsAtEnd ? new FollowComplete(isComplete, servers) : null;
    }
}
