using OrleansNaming.Tracks.Definitions.Expressions;

namespace OrleansNaming.Tracks.Definitions.Actions;

/// <summary>Runs an action of the application.</summary>
/// <param name="Name">What it is registered as.</param>
/// <param name="Arguments">What it gets.</param>
internal sealed record RunAction(string Name, EquatableList<TrackExpression> Arguments) : TrackAction;
