namespace OrleansNaming.Wire.Codecs;

/// <summary>The chain of inherited stamps (rule 17): a repeated stamp, at most <see cref="Advertisement.InheritsMax"/>.</summary>
internal static class StampListCodec
{
    /// <summary>Writes the newest of a chain that is longer than any reader accepts; the stamp of no state is left out, as it covers no write.</summary>
    public static void Write(ref WireWriter writer, int number, IReadOnlyList<Stamp> stamps)
    {
        for (var index = 0; index < Math.Min(stamps.Count, Advertisement.InheritsMax); index++)
        {
            StampCodec.Write(ref writer, number, stamps[index]);
        }
    }

    /// <summary>The array that the repeated field fills, or null above the cap.</summary>
    public static Stamp[]? Prepare(ReadOnlySpan<byte> bytes, int number)
    {
        var count = WireReader.Count(bytes, number);
        return count > Advertisement.InheritsMax ? null : count == 0 ? [] : new Stamp[count];
    }
}
