namespace OrleansNaming;

/// <summary>What an owner says of itself, as part of a version.</summary>
internal enum OwnerStatus : byte
{
    /// <summary>Its services may be used.</summary>
    Serving = 0,

    /// <summary>It is about to stop: its services get no new work.</summary>
    Draining = 1,

    /// <summary>It said goodbye; only a higher incarnation counts after that (rule 10).</summary>
    Left = 2,
}
