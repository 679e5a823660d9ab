namespace OrleansNaming.Gateway.Audit;

/// <summary>How calls of a route stand in the audit.</summary>
internal enum AuditKind
{
    /// <summary>It changes nothing.</summary>
    None,

    /// <summary>A row for each call.</summary>
    Each,

    /// <summary>What programs do all day, such as renewing: a row a minute for each caller, which says how often.</summary>
    Summed,
}
