using System.Runtime.InteropServices;
using OrleansNaming.Log;
using OrleansNaming.Node;
using OrleansNaming.Simulation;
using OrleansNaming.Simulation.Networking;
using Machine = OrleansNaming.Simulation.Machines.Machine;

namespace OrleansNaming.Core.Tests.Simulation;

/// <summary>Rules that random worlds showed wrong, each in the smallest world that shows it.</summary>
public sealed class MendedRuleTests
{
    private static readonly EntryKey Lamp = new("lamp", "lamp-1");

    [Fact]
    public void A_guest_that_no_heir_could_take_stays_in_its_holders_last_list()
    {
        var (world, machines) = Start(TimeSpan.FromSeconds(1));
        var holder = machines[0];
        Register(world, holder);
        world.Network.Apply([.. Cuts(holder, machines)], +1);
        Leave(world, holder);
        Assert.IsType<Instance>(LastList(holder).Entries.Find(Lamp));
    }

    [Fact]
    public void A_guest_that_an_heir_took_leaves_its_holders_last_list()
    {
        var (world, machines) = Start(TimeSpan.FromSeconds(1));
        Register(world, machines[0]);
        Leave(world, machines[0]);
        Assert.Null(LastList(machines[0]).Entries.Find(Lamp));
        Assert.All(machines[1..], machine => Assert.Single(machine.Running!.Node.Replica.Resolve(Lamp.Name)));
    }

    [Fact]
    public void A_leaving_server_shows_a_guest_until_it_shows_the_heirs_list()
    {
        var (world, machines) = Start(TimeSpan.FromSeconds(1));
        var holder = machines[0];
        Register(world, holder);
        Cut[] deaf = [.. machines[1..].Select(other => new Cut(other.Index, holder.Index, Channel.Multicast))];
        world.Network.Apply(deaf, +1); // The heir's word comes through, its notice does not.
        world.Step(holder.Running!, new LeaveRequested());
        world.RunUntil(world.Now + TimeSpan.FromSeconds(2));
        Assert.All(machines, machine => Assert.Single(machine.Running!.Node.Replica.Resolve(Lamp.Name)));

        world.Network.Apply(deaf, -1);
        world.RunUntil(world.Now + TimeSpan.FromSeconds(3));
        Assert.Null(holder.Running);
        Assert.Null(LastList(holder).Entries.Find(Lamp));
    }

    [Fact]
    public void A_newcomer_judges_a_dead_server_that_it_never_heard_by_that_servers_interval()
    {
        var interval = TimeSpan.FromMilliseconds(300);
        var (world, machines) = Start(interval);
        world.Kill(machines[2].Running!, "is lost");
        var newcomer = world.AddMachine(new ServerId("newcomer"));
        world.Start(newcomer);
        world.RunUntil(world.Now + Timing.HidingBound(interval) + Timing.Question(interval));
        Assert.False(newcomer.Running!.Node.Replica.Find(machines[2].Server) is { IsShown: true, Advertisement: not null });
    }

    [Fact]
    public void A_server_that_lost_its_disk_goes_on_asking_for_the_list_that_its_peers_hold()
    {
        var (world, machines) = Start(TimeSpan.FromSeconds(1));
        var loser = machines[0];
        Register(world, loser);
        world.Ask(loser.Running!, new DeregisterGuest(Lamp.Name, Lamp.InstanceId), _ => { });
        world.RunUntil(world.Now + TimeSpan.FromSeconds(1));
        world.Kill(loser.Running!, "is lost");
        loser.Disk.Wipe();
        Cut[] deaf = [.. machines[1..].Select(other => new Cut(loser.Index, other.Index, Channel.Unicast))];
        world.Network.Apply(deaf, +1); // Its hello and the summaries come through, its calls do not.
        world.Start(loser);
        world.RunUntil(world.Now + TimeSpan.FromSeconds(5));
        Assert.Equal(NodePhase.Asking, loser.Running!.Node.Phase);
        world.Network.Apply(deaf, -1);
        world.RunUntil(world.Now + TimeSpan.FromSeconds(20));
        Assert.IsType<Tombstone>(LastList(loser).Entries.Find(Lamp));
    }

    [Fact]
    public void A_damaged_store_says_above_which_incarnation_to_open_also_when_peers_know_of_less()
    {
        var (world, machines) = Start(TimeSpan.FromSeconds(1));
        var damaged = machines[0];
        damaged.Clock.JumpWall(TimeSpan.FromHours(-1)); // So that it counts on, and does not read an incarnation off the clock.
        world.Network.Apply([.. Cuts(damaged, machines)], +1);
        for (var life = 0; life < 3; life++)
        {
            Restart(world, damaged);
        }

        var last = damaged.Running!.Node.Replica.Find(damaged.Server)!.Stamp;
        var whole = damaged.Disk.Durable.Length;
        Bind(world, damaged, "orders");
        Bind(world, damaged, "billing");
        MemoryMarshal.AsMemory(damaged.Disk.Durable).Span[whole + 20] ^= 1;
        Assert.NotNull(Journal.Recover(damaged.Disk.Durable.Span).Damage);
        world.Network.Apply([.. Cuts(damaged, machines)], -1);
        Restart(world, damaged);
        Assert.True(LastList(damaged).Stamp.Incarnation > last.Incarnation);
    }

    [Fact]
    public void Who_was_proven_dead_has_no_vote_on_the_silence_of_others()
    {
        var (world, machines) = Start(TimeSpan.FromSeconds(1), ["alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta"]);
        var (here, dead, there) = (machines[..4], machines[4], machines[5..]);
        Part(world, here, machines[4..]);
        world.RunUntil(world.Now + TimeSpan.FromSeconds(5)); // Its death is known in the window in which the others are hidden.
        var died = new BootDied(dead.Running!.Boot);
        world.Kill(dead.Running!, "is lost");
        Assert.All(here, machine => world.Step(machine.Running!, died));
        world.RunUntil(world.Now + TimeSpan.FromSeconds(3));
        Assert.All(here, machine => Assert.All(there, other => Assert.False(machine.Running!.Node.Replica.Find(other.Server)!.IsShown))); // Four of seven.
    }

    [Fact]
    public void A_half_of_the_nodes_is_no_majority_and_hides_a_share()
    {
        var (world, machines) = Start(TimeSpan.FromSeconds(1), ["alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta"]);
        var (here, there) = (machines[..4], machines[4..]);
        Part(world, here, there);
        world.RunUntil(world.Now + Timing.HidingBound(TimeSpan.FromSeconds(1)));
        Assert.All(here, machine => Assert.Single(there, other => !machine.Running!.Node.Replica.Find(other.Server)!.IsShown));
    }

    [Fact]
    public void Who_told_of_a_list_and_lost_it_is_not_asked_for_it_again_and_again()
    {
        var (world, machines) = Start(TimeSpan.FromSeconds(1));
        var (gone, teller) = (machines[0], machines[1]);
        world.Kill(machines[2].Running!, "is lost");
        var newcomer = world.AddMachine(new ServerId("newcomer"));
        Cut[] deaf = [.. machines.Select(other => new Cut(newcomer.Index, other.Index, Channel.Unicast))];
        world.Network.Apply(deaf, +1); // It is told of the lists, and cannot ask for them.
        world.Start(newcomer);
        world.RunUntil(world.Now + TimeSpan.FromSeconds(5));
        world.Kill(gone.Running!, "is lost");
        world.Kill(teller.Running!, "is lost");
        world.Start(teller);
        world.RunUntil(world.Now + TimeSpan.FromSeconds(10));
        world.Network.Apply(deaf, -1);
        world.RunUntil(world.Now + TimeSpan.FromMinutes(1));
        var before = world.Restlessness.Fetches;
        world.RunUntil(world.Now + TimeSpan.FromMinutes(5));
        Assert.True(newcomer.Running!.Node.Replica.Find(gone.Server) is { Advertisement: null });
        Assert.Equal(before, world.Restlessness.Fetches);
    }

    /// <summary>While the write that opens it waits for a slow disk, each peer goes on saying that it holds a higher one than was announced.</summary>
    [Fact]
    public void The_next_incarnation_is_opened_once_however_many_tell_of_a_higher_one()
    {
        var (world, machines) = Start(TimeSpan.FromSeconds(1), ["alpha", "beta", "gamma", "delta", "epsilon"], sync: TimeSpan.FromSeconds(2));
        var reset = machines[0];
        world.Network.Apply([.. Cuts(reset, machines)], +1);
        reset.Clock.JumpWall(TimeSpan.FromHours(-1));
        world.Kill(reset.Running!, "is lost");
        reset.Disk.Wipe();
        world.Start(reset);
        world.RunUntil(world.Now + TimeSpan.FromSeconds(20));
        var opened = LastList(reset).Stamp;
        var writes = world.Restlessness.Writes;
        world.Network.Apply([.. Cuts(reset, machines)], -1);
        world.RunUntil(world.Now + TimeSpan.FromSeconds(20));
        Assert.True(LastList(reset).Stamp.Epoch > opened.Epoch);
        Assert.InRange(world.Restlessness.Writes - writes, 1, machines.Length * 2); // That, and a floor of each peer.
    }

    private static void Restart(World world, Machine machine)
    {
        world.Kill(machine.Running!, "is lost");
        world.Start(machine);
        world.RunUntil(world.Now + TimeSpan.FromSeconds(10));
    }

    private static void Bind(World world, Machine machine, string name)
    {
        world.Ask(machine.Running!, new Bind(new Registration(name, machine.Server.Value), Replace: false), _ => { });
        world.RunUntil(world.Now + TimeSpan.FromSeconds(1));
    }

    private static void Register(World world, Machine holder)
    {
        Completed? answer = null;
        world.Ask(holder.Running!, new RegisterGuest(new Registration(Lamp.Name, Lamp.InstanceId) { Lease = TimeSpan.FromMinutes(1) }), completed => answer = completed);
        world.RunUntil(world.Now + TimeSpan.FromSeconds(1));
        Assert.Equal(Refusal.None, answer?.Refusal);
    }

    private static void Leave(World world, Machine holder)
    {
        world.Step(holder.Running!, new LeaveRequested());
        world.RunUntil(world.Now + TimeSpan.FromSeconds(20));
        Assert.Null(holder.Running);
        Assert.Equal(OwnerStatus.Left, LastList(holder).Status);
    }

    private static Advertisement LastList(Machine machine) => Journal.Recover(machine.Disk.Durable.Span).Advertisement!;

    private static IEnumerable<Cut> Cuts(Machine alone, IEnumerable<Machine> machines) =>
        machines.Where(other => other != alone).SelectMany(other => new[] { new Cut(alone.Index, other.Index, Channel.All), new Cut(other.Index, alone.Index, Channel.All) });

    private static void Part(World world, Machine[] here, Machine[] there) =>
        world.Network.Apply([.. here.SelectMany(machine => Cuts(machine, there))], +1);

    private static (World World, Machine[] Machines) Start(TimeSpan interval) => Start(interval, ["alpha", "beta", "gamma"]);

    /// <summary>Servers that have joined, and nothing that disturbs them.</summary>
    private static (World World, Machine[] Machines) Start(TimeSpan interval, string[] names, TimeSpan? sync = null)
    {
        var world = new World(new SimOptions { Seed = 7, Interval = interval, Services = 1, Guests = 0, Delay = TimeSpan.FromMilliseconds(1), Sync = sync ?? TimeSpan.FromMilliseconds(1) }) { FaultsOn = false, ClientsOn = false };
        var machines = names.Select(name => world.AddMachine(new ServerId(name))).ToArray();
        foreach (var machine in machines)
        {
            world.Start(machine);
        }

        world.RunUntil(TimeSpan.FromSeconds(15));
        Assert.All(machines, machine => Assert.Equal(NodePhase.Ready, machine.Running!.Node.Phase));
        return (world, machines);
    }
}
