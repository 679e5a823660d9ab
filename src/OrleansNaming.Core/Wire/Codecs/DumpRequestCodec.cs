namespace OrleansNaming.Wire.Codecs;

/// <summary>1 after (server; left out for the first page).</summary>
internal static class DumpRequestCodec
{
    public static void Write(ref WireWriter writer, DumpRequest request)
    {
        if (request.After is { } after)
        {
            writer.Text(1, after.Value);
        }
    }

    /// <summary>The request, or null when it is malformed.</summary>
    public static DumpRequest? Read(ReadOnlySpan<byte> bytes)
    {
        ServerId after = default;
        var reader = new WireReader(bytes);
        var valid = true;
        while (valid && reader.TryRead(out var field))
        {
            valid = field.Number != 1 || field.TryServer(out after);
        }

        return valid && reader.IsAtEnd ? new DumpRequest(after.Value is null ? null : after) : null;
    }
}
