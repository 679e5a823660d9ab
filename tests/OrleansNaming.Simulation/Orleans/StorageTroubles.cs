using OrleansNaming.Simulation.Checking;
using OrleansNaming.Simulation.Faults;

namespace OrleansNaming.Simulation.Orleans;

/// <summary>Takes grain storage away for a while, or puts a backup back: of one server, or of all.</summary>
internal sealed class StorageTroubles(World world, GrainStorage storage) : Nemesis(world)
{
    private bool _isDown;

    public override void Begin()
    {
        Every(TimeSpan.FromSeconds(30), BackUp);
        Every(Options.StorageBackupEvery, GoBack);
        Every(Options.StorageDownEvery, GoDown);
    }

    public override void Heal()
    {
        storage.DownUntil = World.Now;
        ComeUp();
    }

    private void BackUp()
    {
        if (storage.All.ToList() is { Count: > 0 } records)
        {
            Dice.Pick(records).TakeBackup();
        }
    }

    private void GoBack()
    {
        if (!storage.All.Any())
        {
            return;
        }

        World.Counters.Strike(Fault.StorageBackup);
        World.Trace.Say(null, "the storage goes back to a backup");
        var records = storage.All.ToList();
        foreach (var record in Dice.Chance(0.3) ? records : [Dice.Pick(records)])
        {
            record.RestoreBackup(World.Now);
        }

        World.Oracle.Find<LastingGuests>().Lost();
        foreach (var machine in World.Machines)
        {
            World.Oracle.Calm.Disturb(machine);
        }
    }

    private void GoDown()
    {
        if (_isDown)
        {
            return;
        }

        _isDown = true;
        World.Counters.Strike(Fault.StorageDown);
        World.Trace.Say(null, "the storage is down");
        World.Oracle.Calm.CutBegins();
        storage.DownUntil = World.Now + TimeSpan.FromSeconds(Dice.Between(0.5, 20));
        World.At(storage.DownUntil, ComeUp);
    }

    private void ComeUp()
    {
        if (_isDown)
        {
            _isDown = false;
            World.Oracle.Calm.CutEnds();
        }
    }
}
