using OrleansNaming.Node;
using OrleansNaming.Simulation.Chance;
using OrleansNaming.Simulation.Checking;
using OrleansNaming.Simulation.Faults;
using OrleansNaming.Simulation.Machines;
using OrleansNaming.Simulation.Networking;
using OrleansNaming.Simulation.Orleans;
using OrleansNaming.Simulation.Workload;

namespace OrleansNaming.Simulation.Healing;

/// <summary>
/// What comes after the last fault (TigerBeetle's liveness phase): everything is healed, the clients become quiet, and within stated bounds
/// the cluster must agree, then rest; then one server dies while another joins, and is seen dead, and comes back, and leaves properly.
/// </summary>
internal sealed class Epilogue(World world, IReadOnlyList<Nemesis> nemeses, Restarts restarts)
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(20);
    private readonly Prng _dice = Prng.For(world.Options.Seed, "epilogue");
    private readonly Convergence _convergence = new(world);
    private readonly NameConflict _names = new(world);
    private readonly GuestHolder _guests = new(world);

    /// <summary>What must hold at every moment of a wait, not only at its end.</summary>
    private (string Checker, Func<string?> Difference)? _meanwhile;

    /// <summary>How long after the clients became quiet all agreed.</summary>
    public TimeSpan ConvergedAfter { get; private set; }

    /// <summary>How long until the guests were right too.</summary>
    public TimeSpan GuestsSettledAfter { get; private set; }

    public TimeSpan DetectedAfter { get; private set; }

    private TimeSpan Interval => world.Interval;

    /// <summary>A slow clock makes every wait longer by as much.</summary>
    private double Slowest => 1 / (1 - world.Options.Drift);

    public void Run()
    {
        Heal();
        // L3: who was suspected or hidden for the network's sake is heard again within some beats, an echo and a question.
        Await("Restored", world.Now, ((Interval * 4) + TimeSpan.FromSeconds(5)) * Slowest, Unheard);
        world.RunUntil(world.Now + TimeSpan.FromSeconds(10));
        world.ClientsOn = false;
        var quietAt = world.Now;
        var fetches = world.Oracle.Find<BoundedReaction>().Fetches;
        Await("NameConflict", quietAt, ConvergenceBound, _names.Difference);
        ConvergedAfter = Await("Convergence", quietAt, ConvergenceBound, _convergence.Difference);
        GuestsSettledAfter = Await("GuestHolder", quietAt, GuestBound, _guests.Difference);
        Await("OneWinner", world.Now, Interval * 10 * Slowest, world.Oracle.Find<OneWinner>().Difference);
        // A new holder or the end of a lease is a version too: agree again.
        Await("Convergence", world.Now, Interval * 10 * Slowest, _convergence.Difference);
        Await("GuestHolder", world.Now, Soon, _guests.Twice);
        CheckFetches(world.Oracle.Find<BoundedReaction>().Fetches - fetches);
        Rest();
        MissOne();
        if (world.Silos is not null)
        {
            new SlowSilo(world, _dice).Try();
            Await("Convergence", world.Now, ConvergenceBound, _convergence.Difference);
        }

        LoseOne();
    }

    /// <summary>A notice, what it lets a node fetch or write, and that node's own notice.</summary>
    private TimeSpan Soon => ((Interval * 4) + TimeSpan.FromSeconds(1)) * Slowest;

    /// <summary>The longest waits of the rules, one after the other: a pull's time-out, the largest back-off, a round of repair, and beats.</summary>
    private TimeSpan ConvergenceBound => (Timing.FetchTimeout + (LongestBackoff * 1.2) + (Timing.RepairEvery * 1.2) + (Interval * 20)) * Slowest;

    /// <summary>Three damaged lists in a row quarantine their owner (rule 8).</summary>
    private TimeSpan LongestBackoff => world.Options.ListFlip > 0 ? Timing.QuarantineRetry : Timing.FetchBackoffMax;

    /// <summary>A guest that its client left alone is adopted at most once more, with one fresh lease (rule 14).</summary>
    private TimeSpan GuestBound => ConvergenceBound + (((world.Options.GuestLease * 2) + Timing.OrphanedGuests + (Interval * 4)) * Slowest);

    private void Heal()
    {
        world.Trace.Say(null, "all faults end");
        world.FaultsOn = false;
        foreach (var nemesis in nemeses)
        {
            nemesis.Heal();
        }

        foreach (var machine in world.Machines)
        {
            world.Oracle.Calm.Disturb(machine);
            machine.IsClaimed = false;
            if (machine.Running is { } process)
            {
                process.CrashAfter = -1;
                process.CrashesInWrite = false;
            }

            // Some stay dead for good: they must be seen dead.
            if (!machine.IsClone && machine.Running is null && _dice.Chance(0.2) && world.Machines.Count(m => m.Running is not null) >= 2)
            {
                machine.IsRetired = true;
                world.Oracle.Find<LastingGuests>().Retired(machine, isHeardOf: true);
            }

            restarts.StartIfDown(machine);
        }
    }

    private TimeSpan Await(string checker, TimeSpan since, TimeSpan bound, Func<string?> difference, TimeSpan? step = null)
    {
        string? last;
        while ((last = difference()) is not null)
        {
            if (world.Now - since > bound)
            {
                throw new BrokenPromise(checker, FormattableString.Invariant($"not within {bound.TotalSeconds:F1} s: {last}"));
            }

            world.RunUntil(world.Now + (step ?? Step));
            if (_meanwhile is { } always && always.Difference() is { } broken)
            {
                throw new BrokenPromise(always.Checker, broken);
            }
        }

        return world.Now - since;
    }

    /// <summary>L5: repair ends; it does not feed itself.</summary>
    private void CheckFetches(long fetches)
    {
        var servers = world.Machines.Count;
        if (fetches > (20 * servers * servers) + 100)
        {
            throw new BrokenPromise("NoLivelock", $"{fetches} fetches among {servers} servers after the clients had become quiet");
        }
    }

    /// <summary>
    /// L6: nothing changes, so nobody fetches and nobody writes: there comes a window without either. What is left to repair among the
    /// lists of the dead goes from one random pair to the next, a round each.
    /// </summary>
    private void Rest()
    {
        var until = world.Now + (Timing.RepairEvery * 5);
        var before = world.Restlessness;
        while (world.Now < until)
        {
            before = world.Restlessness;
            world.RunUntil(world.Now + Window);
            if (world.Restlessness == before)
            {
                return;
            }
        }

        var after = world.Restlessness;
        throw new BrokenPromise("Quiescence", FormattableString.Invariant(
            $"nothing changes, and in the last {Window.TotalSeconds} s there were still {after.Fetches - before.Fetches} fetches and {after.Writes - before.Writes} writes"));
    }

    /// <summary>
    /// A notice that one node misses is healed by the next repeat (rule 5): T later at most, and a fetch. Suspicion and repair would heal it too,
    /// but later; so the bound is the repeat's alone.
    /// </summary>
    private void MissOne()
    {
        var ready = world.Machines.Where(machine => machine.Running is { Node.Phase: NodePhase.Ready } && !machine.IsClone).ToList();
        if (ready.Count < 2)
        {
            return;
        }

        _dice.Shuffle(ready);
        var owner = ready[0].Running!;
        if (ready.Skip(1).FirstOrDefault(machine => world.Audience.MayHear(machine.Server, owner.Server)) is not { Running: { } reader })
        {
            return;
        }

        if (world.Silos is not null)
        {
            world.Silos.Grains.BringHome(owner);
            Rouse(owner);
        }

        var before = StampAt(owner, owner);
        Cut[] cut = [new Cut(owner.Machine.Index, reader.Machine.Index, Channel.All)];
        world.Network.Apply(cut, +1);
        world.Services.Of(owner)!.ChangeNow();
        Await("LostNotice", world.Now, TimeSpan.FromSeconds(5), () => StampAt(owner, owner) > before ? null : $"{owner} has not committed its change", TimeSpan.FromMilliseconds(5));
        world.Network.Apply(cut, -1);
        var bound = ((Interval * 1.05) + TimeSpan.FromSeconds(0.4)) * Slowest;
        Await("LostNotice", world.Now, bound, () => StampAt(reader, owner) == StampAt(owner, owner) ? null : $"{reader} has {owner.Server} at {StampAt(reader, owner)}, not {StampAt(owner, owner)}");
    }

    /// <summary>The first write after a backup came back is refused, and the whole state written anew: that a change is asked for again is its client's part.</summary>
    private void Rouse(Process owner)
    {
        var before = StampAt(owner, owner);
        Await("LostNotice", world.Now, TimeSpan.FromSeconds(10), () =>
        {
            world.Services.Of(owner)!.ChangeNow();
            return StampAt(owner, owner) > before ? null : $"{owner} has not committed a change";
        }, TimeSpan.FromSeconds(1));
    }

    private static Stamp StampAt(Process reader, Process owner) => reader.Node.Replica.Find(owner.Server)?.Stamp ?? default;

    private void LoseOne()
    {
        // Not the winner of a name that another process waits for: superseded, that one stays so until an operator restarts it (rule 2).
        var running = world.Machines.Where(machine => machine.Running is { Node.Phase: NodePhase.Ready } && !machine.IsClone
            && !world.Machines.Any(other => other != machine && other.Server == machine.Server && other.Running is not null)).ToList();
        if (running.Count < 3)
        {
            return;
        }

        var victim = _dice.Pick(running);
        victim.IsRetired = true;
        victim.IsUp = _dice.Chance(0.5);
        world.Kill(victim.Running!, "is lost");
        var lostAt = world.Now;
        // Someone who joins now learns of it from dumps: a peer's word must not renew the dead one's lease.
        var joinsAfter = TimeSpan.FromSeconds(_dice.Between(0.1, 3));
        var joiner = world.AddMachine(new ServerId("joiner"));
        joiner.IsClaimed = true; // Else the supervisor would start it as well.
        world.After(joinsAfter, () =>
        {
            joiner.IsClaimed = false;
            world.Start(joiner);
        });
        // Slack: the reader of a simulation looks every 100 ms, and a datagram takes its time.
        var slack = TimeSpan.FromSeconds(0.5);
        var bound = ((world.Silos is null ? Timing.HidingBound(Interval) : Membership.KnownAfter) + slack) * Slowest;
        var renewing = world.Guests.All.Where(guest => guest.State == GuestState.Registered).ToList();
        _meanwhile = ("GuestHolder", () => _guests.Missing(renewing, except: joiner));
        DetectedAfter = Await("Detection", lostAt, bound, () => StillShown(victim.Server, except: joiner));
        // The newcomer's own rounds of probes begin when its question is over; the silence it was told counts (rule 10).
        var joinerBound = world.Silos is null ? (joinsAfter + Timing.Question(Interval) + (Timing.Round(Interval) * 4) + slack) * Slowest : bound;
        Await("Detection", lostAt, Timing.Max(bound, joinerBound), () => StillShown(victim.Server));
        Await("Convergence", lostAt, bound + GuestBound, () => _convergence.Difference() ?? _guests.Difference());
        ComeBack(victim);
    }

    private void ComeBack(Machine victim)
    {
        victim.IsRetired = false;
        victim.IsUp = true;
        world.Start(victim);
        var bound = (Timing.QuestionMax + Timing.RivalProbe + TimeSpan.FromSeconds(2) + Timing.JoinSync(Interval) + (Interval * 3)) * Slowest;
        Await("Restored", world.Now, bound, _convergence.Difference);
        Await("GuestHolder", world.Now, Soon, _guests.Twice);
        _meanwhile = null; // A goodbye and the heir's word may cross on their way.
        var leaver = victim.Running!;
        victim.IsRetired = true;
        world.Step(leaver, new LeaveRequested());
        Await("Leaving", world.Now, (Timing.Barrier + TimeSpan.FromSeconds(5) + Interval) * Slowest, () => leaver.IsAlive ? $"{leaver} is still {leaver.Node.Phase}" : null);
        Await("Leaving", world.Now, (Interval * 3 * Slowest) + TimeSpan.FromSeconds(1), () => StillShown(victim.Server));
    }

    /// <summary>Someone who ran before the healing and is judged silent by another one who did.</summary>
    private string? Unheard()
    {
        var old = world.Machines.Select(machine => machine.Running).OfType<Process>()
            .Where(process => process.Node.Phase == NodePhase.Ready && process.StartedAt + TimeSpan.FromSeconds(30) < world.Options.Duration).ToList();
        foreach (var reader in old)
        {
            var line = reader.Node.Status(reader.Clock).Owners.FirstOrDefault(line =>
                line.State is not OwnerState.Alive && old.Exists(owner => owner.Server == line.Server) && world.Audience.MayHear(reader.Server, line.Server));
            if (line is not null)
            {
                return $"{reader} judges {line.Server} {line.State}";
            }
        }

        return null;
    }

    private string? StillShown(ServerId server, Machine? except = null)
    {
        foreach (var machine in world.Machines)
        {
            // A superseded process judges nobody: an operator has to end it.
            if (machine != except && machine.Running is { Node.Phase: not NodePhase.Superseded } process
                && process.Node.Replica.Find(server) is { IsShown: true, Advertisement.Status: not OwnerStatus.Left })
            {
                return $"{machine} still shows {server}";
            }
        }

        return null;
    }
}
