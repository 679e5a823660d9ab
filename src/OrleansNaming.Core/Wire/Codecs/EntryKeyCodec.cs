namespace OrleansNaming.Wire.Codecs;

/// <summary>1 name, 2 instance id (left out when empty: a context's).</summary>
internal static class EntryKeyCodec
{
    public static void Write(ref WireWriter writer, int number, EntryKey key)
    {
        var start = writer.Begin(number);
        writer.Text(1, key.Name);
        if (key.InstanceId.Length > 0)
        {
            writer.Text(2, key.InstanceId);
        }

        writer.End(start);
    }

    public static bool TryRead(ReadOnlySpan<byte> bytes, TextPool pool, out EntryKey key)
    {
        var name = "";
        var instanceId = "";
        var reader = new WireReader(bytes);
        var valid = true;
        while (valid && reader.TryRead(out var field))
        {
            valid = field.Number switch
            {
                1 => field.TryTreeName(pool, out name, out _),
                2 => field.TrySegment(pool, out instanceId),
                _ => true,
            };
        }

        key = new EntryKey(name, instanceId);
        return valid && reader.IsAtEnd && name.Length > 0;
    }
}
