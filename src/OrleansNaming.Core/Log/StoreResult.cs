namespace OrleansNaming.Log;

/// <summary>What a store with ETags said of a write.</summary>
internal enum StoreResult
{
    /// <summary>It is stored.</summary>
    Stored = 0,

    /// <summary>It threw: the write was not stored, or is, or will be.</summary>
    Unknown,

    /// <summary>The ETag lost: somebody else wrote since this one read.</summary>
    Conflict,
}
