namespace OrleansNaming.Ordering;

/// <summary>
/// The table of row B3 as one pure function, with rule 6's corrections: comparing epochs where the patent compares versions
/// only, and taking an inline full list (base none) wherever a snapshot would be fetched.
/// </summary>
internal static class GapRule
{
    /// <param name="held">What is held; none for an unknown server.</param>
    /// <param name="heldDigest">Its digest.</param>
    /// <param name="heard">The stamp in the notice.</param>
    /// <param name="heardDigest">The digest in the notice.</param>
    /// <param name="inlineBase">The inline change's base, or null when there is none.</param>
    public static GapVerdict Decide(Stamp held, Digest heldDigest, Stamp heard, Digest heardDigest, Stamp? inlineBase)
    {
        if (heard < held)
        {
            return GapVerdict.Ignore;
        }

        if (heard == held)
        {
            return heardDigest == heldDigest ? GapVerdict.Current : GapVerdict.Diverged;
        }

        if (inlineBase is { IsNone: true } || (inlineBase == held && !held.IsNone && heard.Epoch == held.Epoch))
        {
            return GapVerdict.ApplyInline;
        }

        return held.IsNone || heard.Epoch != held.Epoch ? GapVerdict.FetchSnapshot : GapVerdict.Fetch;
    }
}
