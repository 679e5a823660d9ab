namespace OrleansNaming.Wire;

/// <summary>
/// The one seam that every path asks before it hands entries out: notice, pull, dump, digest, drain set (rule 16). The default is
/// the full mesh; row E36's relations narrow it.
/// </summary>
internal interface IAudience
{
    /// <summary>Whether <paramref name="reader"/> may hear of <paramref name="owner"/>.</summary>
    bool MayHear(ServerId reader, ServerId owner);

    /// <summary>Whether there is anybody who may not hear of <paramref name="owner"/>: then its notices go to each reader and not to everyone.</summary>
    bool IsNarrowed(ServerId owner);
}
