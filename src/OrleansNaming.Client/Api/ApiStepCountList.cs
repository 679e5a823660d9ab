namespace OrleansNaming.Api;

/// <summary>Where a track's records stand.</summary>
/// <param name="Steps">By the steps' names.</param>
internal sealed record ApiStepCountList(IReadOnlyList<ApiStepCount> Steps);
