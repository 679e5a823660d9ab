namespace OrleansNaming.Tracks.Stores;

/// <summary>Where a record of a decision track goes.</summary>
/// <param name="Before">Where it was found: nothing is changed when it stands elsewhere by then.</param>
/// <param name="After">Where it stands then.</param>
internal record RecordMove(TrackRecord Before, TrackRecord After)
{
    /// <summary>What becomes of it.</summary>
    public RecordState State { get; init; } = RecordState.Ready;

    /// <summary>When it may go on; the default is at once. Of a contact that is done: when that was, since it is kept for a time only.</summary>
    public DateTimeOffset NotBefore { get; init; } = DateTimeOffset.UnixEpoch;

    /// <summary>Why a try of its failed; empty when none did.</summary>
    public string Error { get; init; } = "";

    /// <summary>Whether there is anything to write.</summary>
    public bool IsMoving => Before != After || State != RecordState.Ready;

    /// <summary>Whether it may go on at once.</summary>
    public bool GoesOn => State == RecordState.Ready && NotBefore == DateTimeOffset.UnixEpoch;
}
