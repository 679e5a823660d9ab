using OrleansNaming.Tracks.Mastery;

namespace OrleansNaming.Tracks.Tests.Simulation;

/// <summary>One seed: a group comes up, has its faults, is healed, and must then be whole within the bounds that are promised.</summary>
internal sealed class TrackSeed
{
    private readonly TrackPlan _plan;
    private readonly TrackWorld _world;

    private TrackSeed(TrackPlan plan)
    {
        _plan = plan;
        var options = plan.StartsCalm ? plan.World : plan.World with { Loss = plan.Loss, StoreFailures = plan.StoreFailures, StoreDelayMax = plan.StoreDelayMax };
        _world = new TrackWorld(plan.Seed, options);
    }

    private TimeSpan T => _plan.World.Interval;

    public static TrackOutcome Run(TrackPlan plan)
    {
        var seed = new TrackSeed(plan);
        try
        {
            seed.Run();
            return new TrackOutcome(plan, seed._world, null);
        }
        catch (Exception broken)
        {
            return new TrackOutcome(plan, seed._world, broken);
        }
    }

    private void Run()
    {
        _world.StartAll();
        if (_plan.StartsCalm)
        {
            _world.RunFor(9 * T);
            Balance();
        }

        var until = _world.Now + _plan.Troubles;
        new TrackNemesis(_world, _plan).Begin(until);
        _world.RunFor(_plan.Troubles);
        Heal();
        var healed = _world.Now;
        _world.RunFor(9 * T);
        OneMaster(healed);
        Work(healed);
        Settled(healed);
    }

    private void Heal()
    {
        _world.Trace.Add(_world.Now, null, "everything is healed");
        _world.Heal();
        foreach (var machine in _world.Machines)
        {
            if (machine.IsLeaving && machine.Node is not null)
            {
                _world.Kill(machine);
            }

            if (machine.Node is null)
            {
                _world.Start(machine);
            }
            else
            {
                _world.Resume(machine);
            }
        }

        _world.Watch.HealedAt = _world.Now;
    }

    private void Balance()
    {
        int[] counts = [.. _world.Machines.Select(_world.Watch.CountOf)];
        if (counts.Max() - counts.Min() > 1)
        {
            throw new TrackPromiseBroken("Balance", $"a calm start gave the servers {string.Join(", ", counts)} tracks");
        }
    }

    private void OneMaster(TimeSpan healed)
    {
        var seen = _world.Machines.Select(machine => (machine, machine.Node?.Master, machine.Node?.Phase)).ToList();
        var isOne = seen.Select(one => one.Master).Distinct().Count() == 1 && seen.TrueForAll(one => one.Phase == GroupPhase.Operational)
            && _world.Machines.Count(machine => machine.Node?.IsMaster == true) == 1;
        if (!isOne)
        {
            throw new TrackPromiseBroken("OneMaster", $"{_world.Now - healed} after all was healed: {string.Join(", ", seen.Select(one => $"{one.machine} sees {one.Phase} under {one.Master?.Value ?? "nobody"}"))}");
        }
    }

    /// <summary>All work is done 25T after the healing, and the time that one server with one slot would take for it.</summary>
    private void Work(TimeSpan healed)
    {
        var patience = (25 * T) + (_world.Board.ReadyCount * (_plan.World.Work + (4 * _plan.World.DelayMax)));
        if (!_world.RunUntil(healed + patience, () => _world.Board.ReadyCount == 0))
        {
            throw new TrackPromiseBroken("Forgotten", $"{_world.Board.ReadyCount} records of {_world.Board.AddedCount} are not done {patience} after all was healed");
        }
    }

    /// <summary>No livelock (L5): tracks change hands no more, but for what shares them evenly, one an interval.</summary>
    private void Settled(TimeSpan healed)
    {
        var bound = healed + ((20 + (6 * _plan.World.Tracks)) * T);
        if (!_world.RunUntil(bound, () => _world.Now - _world.Watch.LastHandover > 6 * T))
        {
            throw new TrackPromiseBroken("Settled", $"tracks still change hands {_world.Now - healed} after all was healed");
        }

        OneMaster(healed);
    }
}
