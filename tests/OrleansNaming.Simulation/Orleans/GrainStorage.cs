using OrleansNaming.Log;
using OrleansNaming.Simulation.Chance;
using OrleansNaming.Simulation.Faults;

namespace OrleansNaming.Simulation.Orleans;

/// <summary>
/// Grain storage: one record a server, changed whole and only by who knows its ETag. It outlives processes and machines. A write may throw
/// before it stores, store and lose its reply, or hang and be stored later or never, also after who asked for it is dead.
/// </summary>
internal sealed class GrainStorage(World world)
{
    private static readonly TimeSpan HangMax = TimeSpan.FromSeconds(15);
    private readonly SortedDictionary<ServerId, GrainRecord> _records = [];
    private readonly Prng _dice = Prng.For(world.Options.Seed, "grain storage");

    public TimeSpan DownUntil { get; set; }

    public IEnumerable<GrainRecord> All => _records.Values;

    private SimOptions Options => world.Options;

    private bool IsDown => world.Now < DownUntil;

    public GrainRecord Of(ServerId server)
    {
        if (!_records.TryGetValue(server, out var record))
        {
            _records.Add(server, record = new GrainRecord());
        }

        return record;
    }

    /// <summary>False while the storage is down.</summary>
    public bool TryRead(ServerId server, out FencedJournal state, out long eTag)
    {
        var record = Of(server);
        (state, eTag) = (FencedJournal.Decode(record.State.Stored)!, record.ETag);
        return !IsDown;
    }

    /// <param name="server">Whose record.</param>
    /// <param name="eTag">The one that the writer knows.</param>
    /// <param name="next">What it shall be.</param>
    /// <param name="done">Hears what the writer is told, and the new ETag.</param>
    public void Write(ServerId server, long eTag, FencedJournal next, Action<StoreResult, long> done)
    {
        var latency = Options.Sync * _dice.Between(0.5, 2);
        if (Strikes(Options.SlowSync, Fault.SlowSync))
        {
            latency = TimeSpan.FromSeconds(_dice.Between(0.2, 10));
        }

        if (IsDown || Strikes(Options.StorageThrows, Fault.StorageThrows))
        {
            world.After(latency, () => done(StoreResult.Unknown, 0));
        }
        else if (Strikes(Options.StorageHangs, Fault.StorageHangs))
        {
            Hang(server, eTag, next, done);
        }
        else
        {
            var loses = Strikes(Options.StorageReplyLost, Fault.StorageReplyLost);
            world.After(latency, () =>
            {
                var result = Land(server, eTag, next);
                done(loses ? StoreResult.Unknown : result, eTag + 1);
            });
        }
    }

    private void Hang(ServerId server, long eTag, FencedJournal next, Action<StoreResult, long> done)
    {
        if (_dice.Chance(0.6))
        {
            world.After(_dice.Between(TimeSpan.Zero, HangMax), () =>
            {
                if (Land(server, eTag, next) == StoreResult.Stored)
                {
                    world.Counters.Strike(Fault.StoredLate);
                }
            });
        }

        world.After(_dice.Between(TimeSpan.FromSeconds(1), HangMax), () => done(StoreResult.Unknown, 0));
    }

    private StoreResult Land(ServerId server, long eTag, FencedJournal next)
    {
        var record = Of(server);
        if (record.ETag != eTag)
        {
            world.Counters.Strike(Fault.ETagConflict);
            world.Trace.Say(null, $"storage of {server}: a write of {next.Head} has an old ETag");
            return StoreResult.Conflict;
        }

        var before = record.State;
        var wasTainted = record.IsTainted;
        record.Store(next);
        record.IsRolledBack &= !KnowsBetter(record, next);
        world.Trace.Say(null, $"storage of {server}: {next.Head}");
        world.Oracle.Stored(server, wasTainted ? null : before, next);
        return StoreResult.Stored;
    }

    /// <summary>Its process had read the storage before the backup came back, so it holds what the backup lacks; to have been started is not enough (silos, seed 396).</summary>
    private bool KnowsBetter(GrainRecord record, FencedJournal next) =>
        world.Machines.Any(machine => machine.Running is { } process && process.Boot == next.Epoch.Boot && process.BegunAt < record.RolledBackAt);

    private bool Strikes(double probability, Fault fault)
    {
        if (!world.FaultsOn || !_dice.Chance(probability))
        {
            return false;
        }

        world.Counters.Strike(fault);
        return true;
    }
}
