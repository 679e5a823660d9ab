namespace OrleansNaming.Tracks.Definitions.Actions;

/// <summary>Ends what <see cref="PublishAction"/> began.</summary>
/// <param name="Name">A template.</param>
internal sealed record WithdrawAction(string Name) : TrackAction;
