namespace OrleansNaming.Tracks.Definitions.Expressions;

/// <summary>Plus or minus: of numbers, of durations, of a time and a duration, and the duration between two times.</summary>
/// <param name="IsDifference">Whether minus.</param>
/// <param name="Left">One.</param>
/// <param name="Right">The other.</param>
internal sealed record Sum(bool IsDifference, TrackExpression Left, TrackExpression Right) : TrackExpression;
