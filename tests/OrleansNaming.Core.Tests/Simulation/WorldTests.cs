using OrleansNaming.Log;
using OrleansNaming.Simulation;
using OrleansNaming.Simulation.Chance;
using OrleansNaming.Simulation.Machines;
using OrleansNaming.Simulation.Networking;
using OrleansNaming.Simulation.Time;
using Machine = OrleansNaming.Simulation.Machines.Machine;

namespace OrleansNaming.Core.Tests.Simulation;

/// <summary>The world must be as hostile as it says: a disk that loses nothing, or a network that cuts nothing, finds nothing.</summary>
public sealed class WorldTests
{
    [Fact]
    public void Things_planned_for_one_moment_happen_in_the_order_of_planning()
    {
        var agenda = new Agenda();
        var happened = new List<int>();
        var dice = new Prng(3);
        var planned = Enumerable.Range(0, 5_000).Select(number => (At: TimeSpan.FromTicks(dice.Below(50)), Number: number)).ToList();
        planned.ForEach(plan => agenda.Add(plan.At, new Deed(() => happened.Add(plan.Number))));
        while (agenda.Count > 0)
        {
            agenda.Take().What.Happen(null!);
        }

        Assert.Equal(planned.OrderBy(plan => plan.At).ThenBy(plan => plan.Number).Select(plan => plan.Number), happened);
    }

    [Theory]
    [InlineData(1.2)]
    [InlineData(0.8)]
    [InlineData(1.000_317)]
    public void A_drifting_clock_is_never_asked_too_early(double rate)
    {
        var clock = new MachineClock(rate, TimeSpan.FromSeconds(12_345.678), 0);
        for (var wanted = TimeSpan.FromSeconds(12_400); wanted < TimeSpan.FromSeconds(12_410); wanted += TimeSpan.FromTicks(1_234_567))
        {
            Assert.True(clock.At(clock.WorldAt(wanted)).Monotonic >= wanted);
        }
    }

    [Fact]
    public void What_was_synced_survives_a_crash()
    {
        var world = Quiet();
        var machine = Start(world, "alpha");
        world.RunUntil(TimeSpan.FromSeconds(10));
        world.Ask(machine.Running!, new Bind(new Registration("orders", "alpha"), Replace: true), _ => { });
        world.RunUntil(TimeSpan.FromSeconds(11));
        var shown = machine.Running!.Node.Replica.Find(machine.Server)!.Stamp;
        world.Kill(machine.Running, "crashes");
        Assert.Equal(shown, Journal.Recover(machine.Disk.Durable.Span).Advertisement!.Stamp);
    }

    [Fact]
    public void A_crash_during_a_write_leaves_none_some_or_all_of_its_bytes()
    {
        var lengths = new SortedSet<int>();
        for (var seed = 1UL; seed <= 60; seed++)
        {
            var world = Quiet(seed);
            var machine = Start(world, "alpha");
            world.RunUntil(TimeSpan.FromSeconds(10));
            var length = machine.Disk.Durable.Length;
            world.Ask(machine.Running!, new Bind(new Registration("orders", "alpha"), Replace: true), _ => { });
            world.Kill(machine.Running!, "crashes");
            lengths.Add(machine.Disk.Durable.Length - length);
        }

        Assert.Contains(0, lengths);
        Assert.True(lengths.Count > 10, $"only {lengths.Count} different lengths");
    }

    [Fact]
    public void A_cut_carries_nothing_one_way_and_everything_the_other()
    {
        var world = Quiet();
        var (alpha, beta) = (Start(world, "alpha"), Start(world, "beta"));
        world.Network.Apply([new Cut(alpha.Index, beta.Index, Channel.All)], +1);
        world.RunUntil(TimeSpan.FromSeconds(20));
        Assert.DoesNotContain(alpha.Running!, beta.Running!.Heard.Keys);
        Assert.Contains(beta.Running!, alpha.Running!.Heard.Keys);
    }

    [Fact]
    public void A_paused_process_does_nothing_until_it_wakes_and_then_everything()
    {
        var world = Quiet();
        var (alpha, beta) = (Start(world, "alpha"), Start(world, "beta"));
        world.RunUntil(TimeSpan.FromSeconds(10));
        beta.Running!.IsPaused = true;
        world.Ask(alpha.Running!, new Bind(new Registration("orders", "alpha"), Replace: true), _ => { });
        world.RunUntil(TimeSpan.FromSeconds(14));
        Assert.Empty(beta.Running.Node.Replica.Resolve("orders"));
        Assert.NotEmpty(beta.Running.Inbox);
        world.Resume(beta.Running);
        world.RunUntil(TimeSpan.FromSeconds(20));
        Assert.Single(beta.Running.Node.Replica.Resolve("orders"));
    }

    private static World Quiet(ulong seed = 7) =>
        new(new SimOptions { Seed = seed, Services = 0, Guests = 0, Delay = TimeSpan.FromMilliseconds(1) }) { FaultsOn = false, ClientsOn = false };

    private static Machine Start(World world, string name)
    {
        var machine = world.AddMachine(new ServerId(name));
        world.Start(machine);
        return machine;
    }
}
