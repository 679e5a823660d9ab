namespace OrleansNaming.Api;

/// <summary>The data of a server-sent event of a watch.</summary>
/// <param name="Changes">Whole versions only.</param>
/// <param name="More">With <c>present</c>: more of the present state follows.</param>
internal sealed record ApiWatchEvent(IReadOnlyList<ApiChange> Changes, bool More);
