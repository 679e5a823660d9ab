using OrleansNaming.Wire.Codecs;

namespace OrleansNaming.Wire.Clients;

/// <summary>The live set of a name: 1 binding repeated, each 1 server, 2 stamp, 3 stale, 4 entry.</summary>
internal static class ResolvedCodec
{
    /// <param name="found">The set.</param>
    /// <param name="asFresh">Whether no owner is to be called stale, whatever it becomes meanwhile.</param>
    public static byte[] Encode(InstanceSet found, bool asFresh)
    {
        var writer = new WireWriter(stackalloc byte[512]);
        foreach (var binding in found.Bindings)
        {
            var start = writer.Begin(1);
            writer.Text(1, binding.Version.Owner.Server.Value);
            StampCodec.Write(ref writer, 2, binding.Version.Stamp);
            writer.Bool(3, !asFresh && binding.Version.Owner.IsStale);
            EntryCodec.Write(ref writer, 4, binding.Instance);
            writer.End(start);
        }

        return writer.Written.ToArray();
    }

    public static bool TryDecode(ReadOnlySpan<byte> bytes, out InstanceSet found)
    {
        var count = WireReader.Count(bytes, 1);
        var bindings = count == 0 ? null : new Binding[count];
        var decoding = new EntryDecoding(bytes.Length);
        var reader = new WireReader(bytes);
        var (valid, index) = (true, 0);
        while (valid && reader.TryRead(out var field))
        {
            valid = field.Number != 1 || (field.TryBytes(out var binding) && TryRead(binding, ref decoding, out bindings![index++]));
        }

        valid = valid && reader.IsAtEnd;
        found = new InstanceSet(valid ? bindings : null);
        return valid;
    }

    private static bool TryRead(ReadOnlySpan<byte> bytes, ref EntryDecoding decoding, out Binding binding)
    {
        ServerId server = default;
        Stamp stamp = default;
        var stale = false;
        Entry? entry = null;
        var reader = new WireReader(bytes);
        var valid = true;
        while (valid && reader.TryRead(out var field))
        {
            valid = field.Number switch
            {
                1 => field.TryServer(out server),
                2 => field.TryStamp(out stamp),
                3 => field.TryBool(out stale),
                4 => field.TryBytes(out var line) && EntryCodec.TryRead(line, ref decoding, out entry),
                _ => true,
            };
        }

        var life = new OwnerLife(new OwnerView(server) { IsStale = stale }, stamp.Epoch);
        binding = new Binding(new OwnerVersion(life, stamp.Version), (entry as Instance)!);
        return valid && reader.IsAtEnd && server.Value is not null && entry is Instance;
    }
}
