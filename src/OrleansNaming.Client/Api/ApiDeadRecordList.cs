namespace OrleansNaming.Api;

/// <summary>A page of records that are dead.</summary>
/// <param name="Records">By the bytes of their keys.</param>
/// <param name="Next">What to ask for the next page with; null on the last.</param>
internal sealed record ApiDeadRecordList(IReadOnlyList<ApiDeadRecord> Records, string? Next);
