namespace OrleansNaming.Wire.Codecs;

/// <summary>1 stamp, 2 followers varint, 3 time that clients may hold an answer varint (ms); 2 and 3 are left out when 0.</summary>
internal static class AcknowledgementCodec
{
    /// <summary>A day and a half: nothing that is held for longer is told exactly.</summary>
    public const int TtlMax = 1 << 27;

    /// <summary>More followers than a node can have.</summary>
    public const int FollowersMax = 1 << 24;

    public static void Write(ref WireWriter writer, Acknowledgement acknowledgement)
    {
        StampCodec.Write(ref writer, 1, acknowledgement.Stamp);
        writer.U64(2, (ulong)acknowledgement.Followers);
        writer.U64(3, (ulong)acknowledgement.TtlMilliseconds);
    }

    /// <summary>The acknowledgement, or null when it is malformed.</summary>
    public static Acknowledgement? Read(ReadOnlySpan<byte> bytes)
    {
        Stamp stamp = default;
        var (followers, ttl) = (0, 0);
        var reader = new WireReader(bytes);
        var valid = true;
        while (valid && reader.TryRead(out var field))
        {
            valid = field.Number switch
            {
                1 => field.TryStamp(out stamp),
                2 => field.TryInt(FollowersMax, out followers),
                3 => field.TryInt(TtlMax, out ttl),
                _ => true,
            };
        }

        return valid && reader.IsAtEnd ? new Acknowledgement(stamp) { Followers = followers, TtlMilliseconds = ttl } : null;
    }
}
