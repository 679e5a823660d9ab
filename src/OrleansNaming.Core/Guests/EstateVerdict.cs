namespace OrleansNaming.Guests;

/// <summary>What becomes of a listed server's stored list; see <see cref="Estates"/>.</summary>
internal enum EstateVerdict
{
    /// <summary>Its process is there, or may be: nobody else touches the list.</summary>
    InUse,

    /// <summary>It ended in this cluster's life, and who heard it deals with its guests now.</summary>
    Settling,

    /// <summary>It ended, and all that could become of its guests has: the list leaves the index.</summary>
    Settled,

    /// <summary>Nobody here ever heard it: its guests are in storage only, and its heir adopts them.</summary>
    Unclaimed,
}
