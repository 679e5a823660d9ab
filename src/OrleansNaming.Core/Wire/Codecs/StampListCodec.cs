namespace OrleansNaming.Wire.Codecs;

/// <summary>The chain of inherited stamps (rule 17): a repeated stamp, at most <see cref="Advertisement.InheritsMax"/>.</summary>
internal static class StampListCodec
{
    /// <exception cref="ArgumentException">The chain is longer than any reader accepts, or holds the stamp of no state.</exception>
    public static void Write(ref WireWriter writer, int number, IReadOnlyList<Stamp> stamps)
    {
        if (stamps.Count > Advertisement.InheritsMax || stamps.Contains(default))
        {
            throw new ArgumentException($"a chain of {stamps.Count} stamps cannot be written", nameof(stamps));
        }

        foreach (var stamp in stamps)
        {
            StampCodec.Write(ref writer, number, stamp);
        }
    }

    /// <summary>The array that the repeated field fills, or null above the cap.</summary>
    public static Stamp[]? Prepare(ReadOnlySpan<byte> bytes, int number)
    {
        var count = WireReader.Count(bytes, number);
        return count > Advertisement.InheritsMax ? null : count == 0 ? [] : new Stamp[count];
    }
}
