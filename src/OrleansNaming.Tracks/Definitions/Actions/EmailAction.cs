using OrleansNaming.Tracks.Definitions.Expressions;

namespace OrleansNaming.Tracks.Definitions.Actions;

/// <summary>Queues an e-mail, in the step's transaction; the group's master sends it.</summary>
/// <param name="To">The address.</param>
/// <param name="Subject">A template.</param>
/// <param name="Body">A template; null for the subject again.</param>
internal sealed record EmailAction(TrackExpression To, string Subject, string? Body) : TrackAction;
