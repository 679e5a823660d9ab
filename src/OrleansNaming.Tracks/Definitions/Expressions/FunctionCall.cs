namespace OrleansNaming.Tracks.Definitions.Expressions;

/// <summary>One of the functions of the language.</summary>
/// <param name="Function">Its name, in lower case.</param>
/// <param name="Arguments">As many as it takes.</param>
internal sealed record FunctionCall(string Function, EquatableList<TrackExpression> Arguments) : TrackExpression;
