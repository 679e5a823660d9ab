using OrleansNaming.Log;

namespace OrleansNaming.Simulation.Orleans;

/// <summary>What grain storage holds of one server.</summary>
internal sealed class GrainRecord
{
    public FencedJournal State { get; private set; } = FencedJournal.Empty;

    /// <summary>Changes with each write.</summary>
    public long ETag { get; private set; }

    /// <summary>Whether a backup was put back and nothing written since: then nothing is promised about what is here.</summary>
    public bool IsTainted { get; private set; }

    /// <summary>Whether a backup was put back, and no process that knows better has written since.</summary>
    public bool IsRolledBack { get; set; }

    public TimeSpan RolledBackAt { get; private set; }

    private FencedJournal Backup { get; set; } = FencedJournal.Empty;

    public void Store(FencedJournal next)
    {
        (State, IsTainted) = (next, false);
        ETag++;
    }

    public void TakeBackup() => Backup = State;

    public void RestoreBackup(TimeSpan now)
    {
        (State, IsTainted, IsRolledBack, RolledBackAt) = (Backup, true, true, now);
        ETag++;
    }
}
