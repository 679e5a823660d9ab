namespace OrleansNaming.Api;

/// <summary>All who may use the API by a key.</summary>
/// <param name="Rights">The configured ones first, then by name.</param>
internal sealed record ApiRightList(IReadOnlyList<ApiRight> Rights);
