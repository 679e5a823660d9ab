namespace OrleansNaming.Wire.Clients;

/// <summary>A page of names: 1 item repeated (1 name, 2 instances varint, 3 is a context), 2 where the next page starts, 3 complete.</summary>
internal static class NameListCodec
{
    public static byte[] Encode(NameList list)
    {
        var writer = new WireWriter(stackalloc byte[512]);
        foreach (var item in list.Names)
        {
            var start = writer.Begin(1);
            writer.Text(1, item.Name);
            writer.U64(2, (ulong)item.Instances);
            writer.Bool(3, item.IsContext);
            writer.End(start);
        }

        if (list.Next is { } next)
        {
            writer.Text(2, next);
        }

        writer.Bool(3, list.IsComplete);
        return writer.Written.ToArray();
    }

    /// <summary>The page, or null when it is malformed.</summary>
    public static NameList? Decode(ReadOnlySpan<byte> bytes)
    {
        var items = new List<NameListItem>(WireReader.Count(bytes, 1));
        var pool = new TextPool(bytes.Length);
        string? next = null;
        var complete = false;
        var reader = new WireReader(bytes);
        var valid = true;
        while (valid && reader.TryRead(out var field))
        {
            valid = field.Number switch
            {
                1 => field.TryBytes(out var item) && TryRead(item, pool, items),
                2 => field.TryText(0, TextPool.NameBytesMax, pool, out next),
                3 => field.TryBool(out complete),
                _ => true,
            };
        }

        return valid && reader.IsAtEnd ? new NameList(items, next, complete) : null;
    }

    private static bool TryRead(ReadOnlySpan<byte> bytes, TextPool pool, List<NameListItem> items)
    {
        var (name, instances, isContext) = ("", 0, false);
        var reader = new WireReader(bytes);
        var valid = true;
        while (valid && reader.TryRead(out var field))
        {
            valid = field.Number switch
            {
                1 => field.TryText(1, TextPool.NameBytesMax, pool, out name),
                2 => field.TryInt(int.MaxValue, out instances),
                3 => field.TryBool(out isContext),
                _ => true,
            };
        }

        items.Add(new NameListItem(name, instances, isContext));
        return valid && reader.IsAtEnd && name.Length > 0;
    }
}
