namespace OrleansNaming.Wire.Codecs;

/// <summary>
/// One line of an owner's list: 1 kind varint, 2 name, 3 instance id (left out when empty), 4 endpoint repeated, 5 details, 6 guest,
/// 7 buried varint (a tombstone's Unix milliseconds, two's complement), 8 terms (left out for a service of a pool). The bytes are canonical (fields in ascending order, defaults left
/// out, tags and metadata sorted), because the digest is made over them (rule 8).
/// </summary>
internal static class EntryCodec
{
    public static void Write(ref WireWriter writer, int number, Entry entry)
    {
        var start = writer.Begin(number);
        WriteFields(ref writer, entry);
        writer.End(start);
    }

    /// <summary>The canonical bytes of an entry, without a tag before them.</summary>
    public static void WriteFields(ref WireWriter writer, Entry entry)
    {
        writer.U64(1, (ulong)KindOf(entry));
        writer.Text(2, entry.Name);
        if (entry.InstanceId.Length > 0)
        {
            writer.Text(3, entry.InstanceId);
        }

        if (entry is Instance instance)
        {
            WriteInstance(ref writer, instance);
        }
        else if (entry is Tombstone tombstone)
        {
            GuestCodec.Write(ref writer, 6, new GuestRecord(tombstone.Revision, tombstone.Hold, default));
            writer.U64(7, unchecked((ulong)tombstone.BuriedUnixMilliseconds));
        }
    }

    public static bool TryRead(ReadOnlySpan<byte> bytes, ref EntryDecoding decoding, out Entry? entry)
    {
        entry = null;
        var endpointCount = WireReader.Count(bytes, 4);
        if (endpointCount > Limits.Endpoints)
        {
            return false;
        }

        var parts = new EntryParts { Endpoints = endpointCount == 0 ? [] : new Endpoint[endpointCount] };
        var reader = new WireReader(bytes);
        var endpointIndex = 0;
        var valid = true;
        while (valid && reader.TryRead(out var field))
        {
            valid = field.Number switch
            {
                1 => field.TryInt((int)EntryKind.Reference, out parts.Kind),
                2 => field.TryTreeName(decoding.Pool, out parts.Name, out parts.IsPlain),
                3 => field.TrySegment(decoding.Pool, out parts.InstanceId),
                4 => field.TryBytes(out var endpoint) && decoding.TryEndpoint(endpoint, out parts.Endpoints[endpointIndex++]),
                5 => field.TryBytes(out var details) && decoding.TryDetails(details, out parts.Details),
                6 => field.TryBytes(out var guest) && GuestCodec.TryRead(guest, out parts.Guest),
                7 => field.TryU64(out parts.Buried),
                8 => field.TryBytes(out var terms) && TermsCodec.TryRead(terms, decoding.Pool, out parts.Terms),
                _ => true,
            };
        }

        entry = valid && reader.IsAtEnd ? parts.Build() : null;
        return entry is not null;
    }

    private static EntryKind KindOf(Entry entry) => entry switch
    {
        Instance { Reference: not null } => EntryKind.Reference,
        Instance => EntryKind.Instance,
        Tombstone => EntryKind.Tombstone,
        Context => EntryKind.Context,
        _ => throw new ArgumentException($"{entry.GetType()} has no number on the wire", nameof(entry)),
    };

    private static void WriteInstance(ref WireWriter writer, Instance instance)
    {
        for (var index = 0; index < instance.Endpoints.Count; index++)
        {
            EndpointCodec.Write(ref writer, 4, instance.Endpoints[index]);
        }

        if (!DetailsCodec.IsNone(instance.Details))
        {
            DetailsCodec.Write(ref writer, 5, instance.Details);
        }

        if (instance.Guest is { } guest)
        {
            GuestCodec.Write(ref writer, 6, guest);
        }

        if (instance.Terms is { } terms)
        {
            TermsCodec.Write(ref writer, 8, terms);
        }
    }
}
