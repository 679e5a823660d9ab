using OrleansNaming.Tracks.Definitions;
using OrleansNaming.Tracks.Definitions.Expressions;

namespace OrleansNaming.Tracks.Language;

/// <summary>An expression that was read.</summary>
/// <param name="Expression">It.</param>
/// <param name="Type">The type of its values; null when it is null itself, or wrong and complained of.</param>
/// <param name="At">Where it begins.</param>
internal readonly record struct TypedExpression(TrackExpression Expression, TrackType? Type, Token At);
