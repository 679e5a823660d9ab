using OrleansNaming.Tracks.Stores;

namespace OrleansNaming.Tracks.Steps;

/// <summary>What an action writes to the group's database.</summary>
/// <param name="Statement">The statement.</param>
/// <param name="Unless">Why the action has failed unless one row was changed; null when any number will do.</param>
internal sealed record PlannedWrite(SqlStatement Statement, string? Unless = null);
