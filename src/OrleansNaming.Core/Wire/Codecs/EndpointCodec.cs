namespace OrleansNaming.Wire.Codecs;

/// <summary>
/// 1 name (left out when <c>http</c>), 2 host, 3 port varint, 4 scope varint (left out when <c>any</c>). A scope that this
/// build does not know makes the entry malformed: nobody is shown what was meant for fewer.
/// </summary>
internal static class EndpointCodec
{
    private const string DefaultName = "http";

    public static void Write(ref WireWriter writer, int number, Endpoint endpoint)
    {
        var start = writer.Begin(number);
        if (endpoint.Name != DefaultName)
        {
            writer.Text(1, endpoint.Name);
        }

        writer.Text(2, endpoint.Host);
        writer.U64(3, (ulong)endpoint.Port);
        if (endpoint.Scope != EndpointScope.Any)
        {
            writer.U64(4, (ulong)endpoint.Scope);
        }

        writer.End(start);
    }

    public static bool TryRead(ReadOnlySpan<byte> bytes, TextPool pool, out Endpoint endpoint)
    {
        var name = DefaultName;
        var host = "";
        var port = 0;
        var scope = 0;
        var reader = new WireReader(bytes);
        var valid = true;
        while (valid && reader.TryRead(out var field))
        {
            valid = field.Number switch
            {
                1 => field.TrySegment(pool, out name),
                2 => field.TryText(1, Limits.TextLength, pool, out host),
                3 => field.TryInt(65_535, out port),
                4 => field.TryInt((int)EndpointScope.Dedicated, out scope),
                _ => true,
            };
        }

        valid = valid && reader.IsAtEnd && host.Length > 0 && port > 0;
        endpoint = valid ? new Endpoint(name, host, port) { Scope = (EndpointScope)scope } : default;
        return valid;
    }
}
