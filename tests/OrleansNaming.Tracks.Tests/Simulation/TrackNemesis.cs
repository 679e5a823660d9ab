using OrleansNaming.Simulation.Chance;

namespace OrleansNaming.Tracks.Tests.Simulation;

/// <summary>Does to a group what its plan says, until a moment.</summary>
internal sealed class TrackNemesis(TrackWorld world, TrackPlan plan)
{
    private TimeSpan _until;

    public void Begin(TimeSpan until)
    {
        _until = until;
        (world.Loss, world.StoreFailures, world.StoreDelayMax) = (plan.Loss, plan.StoreFailures, plan.StoreDelayMax);
        var distances = Prng.For(plan.Seed, "distances");
        foreach (var machine in world.Machines)
        {
            machine.IsFarFromStore = distances.Chance(0.6);
        }

        Repeat("kill", plan.Kills, Kill);
        Repeat("pause", plan.Pauses, Pause);
        Repeat("partition", plan.Partitions, Part);
        Repeat("store cut", plan.StoreCuts, CutStore);
        Repeat("leave", plan.Leaves, Leave);
        Repeat("operator", plan.Operators, Operate);
        Repeat("work", plan.Work, AddWork);
    }

    private void Repeat(string concern, TimeSpan? mean, Action<Prng> deed)
    {
        if (mean is not { } often)
        {
            return;
        }

        var dice = Prng.For(plan.Seed, concern);
        void Next()
        {
            world.At(world.Now + dice.Wait(often), () =>
            {
                if (world.Now < _until)
                {
                    deed(dice);
                    Next();
                }
            });
        }

        Next();
    }

    private void Kill(Prng dice)
    {
        var machine = dice.Pick(world.Machines);
        var back = TimeSpan.FromSeconds(dice.Between(1, 180));
        if (machine.Node is not null)
        {
            world.Faults.Count("kill");
            world.Kill(machine);
            Restart(machine, back);
        }
    }

    private void Leave(Prng dice)
    {
        var machine = dice.Pick(world.Machines);
        var back = TimeSpan.FromSeconds(dice.Between(2, 180));
        if (machine.Node is not null && world.Now >= machine.PausedUntil)
        {
            world.Faults.Count("leave");
            world.Leave(machine);
            Restart(machine, back);
        }
    }

    private void Restart(TrackMachine machine, TimeSpan back) => world.At(world.Now + back, () =>
    {
        if (machine.Node is null && world.Now < _until)
        {
            world.Faults.Count("restart");
            world.Start(machine);
        }
    });

    private void Pause(Prng dice)
    {
        var machine = dice.Pick(world.Machines);
        var span = TimeSpan.FromSeconds(dice.Between(1, 120));
        if (machine.Node is not null && world.Now >= machine.PausedUntil)
        {
            world.Faults.Count("pause");
            world.Pause(machine, span);
        }
    }

    /// <summary>Isolates one server, or halves the group, or lets some be heard and not hear.</summary>
    private void Part(Prng dice)
    {
        List<TrackMachine> machines = [.. world.Machines];
        dice.Shuffle(machines);
        var size = dice.Chance(0.5) ? 1 : machines.Count / 2;
        var direction = dice.Below(3);
        var back = TimeSpan.FromSeconds(dice.Between(10, 180));
        List<(TrackMachine From, TrackMachine To)> cuts = [];
        foreach (var inside in machines.Take(size))
        {
            foreach (var outside in machines.Skip(size))
            {
                cuts.AddRange(direction switch { 0 => [(inside, outside), (outside, inside)], 1 => [(inside, outside)], _ => [(outside, inside)] });
            }
        }

        world.Faults.Count(direction == 0 ? "partition of all" : "partition one way");
        world.Trace.Add(world.Now, null, "network is cut", $"{string.Join(' ', machines.Take(size))} | {string.Join(' ', machines.Skip(size))}, direction {direction}");
        cuts.ForEach(cut => world.Cut(cut.From, cut.To));
        world.At(world.Now + back, () =>
        {
            if (world.Now < _until)
            {
                world.Trace.Add(world.Now, null, "network is mended");
                cuts.ForEach(cut => world.Mend(cut.From, cut.To));
            }
        });
    }

    private void CutStore(Prng dice)
    {
        IReadOnlyList<TrackMachine> cut = dice.Chance(0.3) ? world.Machines : [dice.Pick(world.Machines)];
        var back = TimeSpan.FromSeconds(dice.Between(5, 120));
        world.Faults.Count(cut.Count > 1 ? "store down" : "cut from the store");
        world.Trace.Add(world.Now, null, "no store for", string.Join(' ', cut));
        foreach (var machine in cut)
        {
            world.CutFromStore(machine);
            world.At(world.Now + back, () =>
            {
                if (world.Now < _until)
                {
                    world.MendStore(machine);
                }
            });
        }
    }

    private void Operate(Prng dice)
    {
        var track = dice.Pick(world.TrackNames);
        if (dice.Chance(0.5) && world.Watch.OwnerOf(track) is { } owner)
        {
            world.Faults.Count("operator's release");
            world.Trace.Add(world.Now, owner, "is told to release", track);
            world.Step(owner, (node, now) => node.Release(track, now));
        }
        else
        {
            var machine = dice.Pick(world.Machines);
            world.Faults.Count("operator's claim");
            world.Trace.Add(world.Now, machine, "is told to claim", track);
            world.Step(machine, (node, now) => node.Claim(track, now));
        }
    }

    private void AddWork(Prng dice)
    {
        var track = dice.Pick(world.TrackNames);
        var count = 1 + dice.Below(40);
        world.Faults.Count("work added");
        world.Board.Add(track, count);
        if (dice.Chance(0.5) && world.Watch.OwnerOf(track) is { } owner)
        {
            world.Step(owner, (node, now) => node.Wake(track, now));
        }
    }
}
