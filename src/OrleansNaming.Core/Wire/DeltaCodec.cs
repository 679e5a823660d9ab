using OrleansNaming.Wire.Codecs;

namespace OrleansNaming.Wire;

/// <summary>
/// 1 base stamp, 2 stamp, 3 status varint, 4 put repeated (entry), 5 remove repeated (key), 6 digest fixed128; 7 is reserved for the
/// owner's signature (rule 15). A snapshot is a delta without a base. The journal stores the same bytes.
/// </summary>
internal static class DeltaCodec
{
    /// <summary>Lines that one delta may put, and keys that it may remove: twice what a list may hold, since merged versions also name what came and went.</summary>
    public const int LinesMax = 2 * Limits.RegistrationsPerOwner;

    /// <summary>Bytes that <see cref="Encode"/> makes of it.</summary>
    public static int Length(Delta delta)
    {
        var writer = new WireWriter(stackalloc byte[Limits.DatagramBytes]);
        WriteFields(ref writer, delta);
        return writer.Length;
    }

    /// <summary>Bytes that one line takes in it, beside its canonical ones: its tag and its length.</summary>
    public static int Around(int canonicalBytes) => 1 + WireWriter.VarintLength((ulong)canonicalBytes);

    /// <summary>Bytes that a put of that line takes in it.</summary>
    public static int Length(Entry line)
    {
        var writer = new WireWriter(stackalloc byte[512]);
        EntryCodec.Write(ref writer, 4, line);
        return writer.Length;
    }

    public static byte[] Encode(Delta delta)
    {
        var writer = new WireWriter(stackalloc byte[Limits.DatagramBytes]);
        WriteFields(ref writer, delta);
        return writer.Written.ToArray();
    }

    public static void Write(ref WireWriter writer, int number, Delta delta)
    {
        var start = writer.Begin(number);
        WriteFields(ref writer, delta);
        writer.End(start);
    }

    /// <summary>Reads a delta from bytes that may be hostile.</summary>
    /// <returns>False when anything in it is malformed or above its cap; nothing of it may be used then.</returns>
    public static bool TryDecode(ReadOnlySpan<byte> bytes, out Delta? delta)
    {
        delta = null;
        var (putCount, removeCount) = (WireReader.Count(bytes, 4), WireReader.Count(bytes, 5));
        if (putCount > LinesMax || removeCount > LinesMax)
        {
            return false;
        }

        Stamp from = default, stamp = default;
        var status = 0;
        Digest digest = default;
        var puts = putCount == 0 ? [] : new Entry[putCount];
        var removes = removeCount == 0 ? [] : new EntryKey[removeCount];
        var (put, remove) = (0, 0);
        var decoding = new EntryDecoding(bytes.Length);
        var reader = new WireReader(bytes);
        var valid = true;
        while (valid && reader.TryRead(out var field))
        {
            valid = field.Number switch
            {
                1 => field.TryStamp(out from),
                2 => field.TryStamp(out stamp),
                3 => field.TryInt((int)OwnerStatus.Left, out status),
                4 => field.TryBytes(out var entry) && EntryCodec.TryRead(entry, ref decoding, out puts[put++]!),
                5 => field.TryBytes(out var key) && EntryKeyCodec.TryRead(key, decoding.Pool, out removes[remove++]),
                6 => field.TryDigest(out digest),
                _ => true,
            };
        }

        valid = valid && reader.IsAtEnd && !stamp.IsNone;
        delta = valid ? new Delta(from, stamp, (OwnerStatus)status, puts, removes, digest) : null;
        return valid;
    }

    private static void WriteFields(ref WireWriter writer, Delta delta)
    {
        StampCodec.Write(ref writer, 1, delta.Base);
        StampCodec.Write(ref writer, 2, delta.Stamp);
        writer.U64(3, (ulong)delta.Status);
        for (var index = 0; index < delta.Puts.Count; index++)
        {
            EntryCodec.Write(ref writer, 4, delta.Puts[index]);
        }

        for (var index = 0; index < delta.Removes.Count; index++)
        {
            EntryKeyCodec.Write(ref writer, 5, delta.Removes[index]);
        }

        writer.U128(6, delta.Digest.Value);
    }
}
