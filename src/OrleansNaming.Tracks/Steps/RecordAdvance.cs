using OrleansNaming.Tracks.Stores;

namespace OrleansNaming.Tracks.Steps;

/// <summary>How far a record goes in one transaction, and what its actions write on the way.</summary>
/// <param name="Before">Where it was found.</param>
/// <param name="After">Where it stands then.</param>
internal sealed record RecordAdvance(TrackRecord Before, TrackRecord After) : RecordMove(Before, After)
{
    /// <summary>What its actions write, in their order.</summary>
    public IReadOnlyList<PlannedWrite> Writes { get; init; } = [];

    /// <summary>The action before which it stopped, since that reaches beyond the database; null when it did not stop for one.</summary>
    public ActionContext? Outside { get; init; }

    /// <summary>Why the action before which it stopped cannot be done; null when it did not stop for that.</summary>
    public string? Failure { get; init; }

    /// <summary>Whether some action was done.</summary>
    public bool HasActed { get; init; }

    /// <summary>Whether it goes to another step, or ends.</summary>
    public bool HasLeft => Before.Visit != After.Visit;

    /// <summary>Whether it stopped before an action that is to be done by itself.</summary>
    public bool IsHeldUp => Outside is not null || Failure is not null;
}
