namespace OrleansNaming.Api;

/// <summary>One page of the servers.</summary>
/// <param name="Servers">In order of name.</param>
/// <param name="Next">Pass it as <c>after</c> for the next page; null at the end.</param>
internal sealed record ApiServerList(IReadOnlyList<ApiServer> Servers, string? Next);
