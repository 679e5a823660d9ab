namespace OrleansNaming.Wire.Codecs;

/// <summary>1 nonce fixed64.</summary>
internal static class HelloCodec
{
    public static void Write(ref WireWriter writer, Hello hello) => writer.Fixed64(1, hello.Nonce);

    /// <summary>The hello, or null when it is malformed.</summary>
    public static Hello? Read(ReadOnlySpan<byte> bytes)
    {
        var nonce = 0UL;
        var reader = new WireReader(bytes);
        var valid = true;
        while (valid && reader.TryRead(out var field))
        {
            valid = field.Number != 1 || field.TryFixed64(out nonce);
        }

        return valid && reader.IsAtEnd ? new Hello(nonce) : null;
    }
}
