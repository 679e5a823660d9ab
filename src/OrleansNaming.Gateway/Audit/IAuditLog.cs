using OrleansNaming.Api;

namespace OrleansNaming.Gateway.Audit;

/// <summary>Where rows of the audit are kept, durably and bounded.</summary>
internal interface IAuditLog
{
    /// <summary>Keeps a row under the next id.</summary>
    Task WriteAsync(ApiAuditRow row, CancellationToken cancellationToken);

    /// <summary>Rows before an id, the newest first.</summary>
    Task<IReadOnlyList<ApiAuditRow>> ReadAsync(long before, int limit, CancellationToken cancellationToken);
}
