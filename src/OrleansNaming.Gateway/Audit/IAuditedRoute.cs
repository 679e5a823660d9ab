namespace OrleansNaming.Gateway.Audit;

/// <summary>What a route says of its place in the audit.</summary>
internal interface IAuditedRoute
{
    string Pattern { get; }

    AuditKind Audit { get; }
}
