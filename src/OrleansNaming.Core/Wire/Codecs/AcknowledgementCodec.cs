namespace OrleansNaming.Wire.Codecs;

/// <summary>1 stamp.</summary>
internal static class AcknowledgementCodec
{
    public static void Write(ref WireWriter writer, Acknowledgement acknowledgement) => StampCodec.Write(ref writer, 1, acknowledgement.Stamp);

    /// <summary>The acknowledgement, or null when it is malformed.</summary>
    public static Acknowledgement? Read(ReadOnlySpan<byte> bytes)
    {
        Stamp stamp = default;
        var reader = new WireReader(bytes);
        var valid = true;
        while (valid && reader.TryRead(out var field))
        {
            valid = field.Number != 1 || field.TryStamp(out stamp);
        }

        return valid && reader.IsAtEnd ? new Acknowledgement(stamp) : null;
    }
}
