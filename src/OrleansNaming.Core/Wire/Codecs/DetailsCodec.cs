using System.Text;

namespace OrleansNaming.Wire.Codecs;

/// <summary>1 zone, 2 tag repeated, 3 metadata pair repeated (1 key, 2 value), 4 weight varint (left out when 1), 5 health varint (left out when
/// healthy), 6 check repeated. Tags and pairs stand in ordinal order. A health that this build does not know makes the entry malformed: it may mean "do not use".</summary>
internal static class DetailsCodec
{
    public static bool IsNone(InstanceDetails details) =>
        details.Zone is null && details.Tags.Count == 0 && details.Metadata.Count == 0 && details.Weight == 1
        && details.Health == InstanceHealth.Healthy && details.Checks.Count == 0;

    public static void Write(ref WireWriter writer, int number, InstanceDetails details)
    {
        var start = writer.Begin(number);
        if (details.Zone is { } zone)
        {
            writer.Text(1, zone);
        }

        foreach (var tag in Sorted(details.Tags))
        {
            writer.Text(2, tag);
        }

        foreach (var (key, value) in Sorted(details.Metadata))
        {
            var pair = writer.Begin(3);
            writer.Text(1, key);
            writer.Text(2, value);
            writer.End(pair);
        }

        if (details.Weight != 1)
        {
            writer.Always(4, (ulong)details.Weight);
        }

        if (details.Health != InstanceHealth.Healthy)
        {
            writer.U64(5, (ulong)details.Health);
        }

        foreach (var check in details.Checks)
        {
            CheckCodec.Write(ref writer, 6, check);
        }

        writer.End(start);
    }

    public static bool TryRead(ReadOnlySpan<byte> bytes, TextPool pool, out InstanceDetails? details)
    {
        details = null;
        string? zone = null;
        var weight = 1;
        var health = 0;
        var (tagCount, keyCount, checkCount) = (WireReader.Count(bytes, 2), WireReader.Count(bytes, 3), WireReader.Count(bytes, 6));
        if (tagCount > Limits.Tags || keyCount > Limits.MetadataKeys || checkCount > Limits.Checks)
        {
            return false;
        }

        var tags = tagCount == 0 ? [] : new string[tagCount];
        var metadata = keyCount == 0 ? null : new Dictionary<string, string>(keyCount, StringComparer.Ordinal);
        var metadataBytes = 0;
        var reader = new WireReader(bytes);
        var checks = checkCount == 0 ? [] : new HealthCheck[checkCount];
        var (tagIndex, checkIndex) = (0, 0);
        var valid = true;
        while (valid && reader.TryRead(out var field))
        {
            valid = field.Number switch
            {
                1 => field.TryText(0, Limits.TextLength, pool, out zone),
                2 => field.TryText(1, Limits.TextLength, pool, out tags[tagIndex++]),
                3 => field.TryBytes(out var pair) && TryReadPair(pair, pool, metadata!, ref metadataBytes),
                4 => field.TryInt(65_535, out weight),
                5 => field.TryInt((int)InstanceHealth.Unhealthy, out health),
                6 => field.TryBytes(out var check) && CheckCodec.TryRead(check, pool, out checks[checkIndex++]),
                _ => true,
            };
        }

        valid = valid && reader.IsAtEnd;
        details = valid ? new InstanceDetails(zone, tags, metadata ?? InstanceDetails.None.Metadata, weight) { Health = (InstanceHealth)health, Checks = checks } : null;
        return valid;
    }

    private static bool TryReadPair(ReadOnlySpan<byte> bytes, TextPool pool, Dictionary<string, string> metadata, ref int metadataBytes)
    {
        var key = "";
        var value = "";
        var reader = new WireReader(bytes);
        var valid = true;
        while (valid && reader.TryRead(out var field))
        {
            valid = field.Number switch
            {
                1 => field.TryText(1, Limits.TextLength, pool, out key),
                2 => field.TryText(0, Limits.MetadataBytes, pool, out value),
                _ => true,
            };
        }

        metadataBytes += Encoding.UTF8.GetByteCount(key) + Encoding.UTF8.GetByteCount(value);
        return valid && reader.IsAtEnd && key.Length > 0 && metadataBytes <= Limits.MetadataBytes && metadata.TryAdd(key, value);
    }

    private static IReadOnlyList<string> Sorted(IReadOnlyList<string> tags)
    {
        if (tags.Count < 2)
        {
            return tags;
        }

        string[] sorted = [.. tags];
        Array.Sort(sorted, StringComparer.Ordinal);
        return sorted;
    }

    private static KeyValuePair<string, string>[] Sorted(IReadOnlyDictionary<string, string> metadata)
    {
        KeyValuePair<string, string>[] sorted = metadata.Count == 0 ? [] : [.. metadata];
        Array.Sort(sorted, static (a, b) => string.CompareOrdinal(a.Key, b.Key));
        return sorted;
    }
}
