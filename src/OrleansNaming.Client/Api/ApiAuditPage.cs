namespace OrleansNaming.Api;

/// <summary>A page of the audit.</summary>
/// <param name="Rows">The newest first.</param>
/// <param name="Next">What to ask for the next page with, as <c>before</c>; null on the last.</param>
internal sealed record ApiAuditPage(IReadOnlyList<ApiAuditRow> Rows, long? Next);
