namespace OrleansNaming.Api;

/// <summary>What is wrong with a track's text.</summary>
/// <param name="Errors">None when it can be saved.</param>
internal sealed record ApiTrackErrorList(IReadOnlyList<ApiTrackError> Errors);
