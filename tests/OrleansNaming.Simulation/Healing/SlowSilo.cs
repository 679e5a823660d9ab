using OrleansNaming.Node;
using OrleansNaming.Simulation.Chance;
using OrleansNaming.Simulation.Checking;
using OrleansNaming.Simulation.Machines;

namespace OrleansNaming.Simulation.Healing;

/// <summary>
/// One silo that stands still, for less than it takes to be declared dead, holds nobody else: what is pushed to the others has its own time there, so a guest is registered,
/// and taken out again, as fast as without it.
/// </summary>
internal sealed class SlowSilo(World world, Prng dice)
{
    private static readonly TimeSpan Stands = TimeSpan.FromSeconds(3);

    /// <summary>Storage, a notice, what it fetches, and the acknowledgement; two reminders.</summary>
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(0.5);

    public void Try()
    {
        var ready = world.Machines.Where(machine => machine.Running is { Node.Phase: NodePhase.Ready } && !machine.IsClone && !world.Audience.IsNarrowed(machine.Server)).ToList();
        if (ready.Count < 3)
        {
            return;
        }

        dice.Shuffle(ready);
        var (slow, asked) = (ready[0].Running!, ready[1].Running!);
        var key = new EntryKey("visitor", "visitor-1");
        var register = new RegisterGuest(new Registration(key.Name, key.InstanceId) { Lease = world.Options.GuestLease });
        world.Silos!.Grains.BringHome(asked);
        Rouse(asked, register);
        Pause(slow);
        var wakesAt = slow.PausedUntil = world.Now + Stands;
        Ask(asked, register, slow);
        Ask(asked, new DeregisterGuest(key.Name, key.InstanceId), slow);
        world.RunUntil(wakesAt);
        world.Oracle.Calm.Disturb(slow.Machine);
        world.Resume(slow);
    }

    private void Pause(Process slow)
    {
        world.Trace.Say(slow, "stands still for 3 s");
        world.Oracle.Calm.Disturb(slow.Machine);
        slow.IsPaused = true;
    }

    /// <summary>The first write after a backup came back is refused: its client asks again.</summary>
    private void Rouse(Process asked, Change change)
    {
        Completed? answer = null;
        for (var tries = 0; answer?.Refusal != Refusal.None && tries < 10; tries++)
        {
            world.Ask(asked, change, completed => answer = completed);
            world.RunUntil(world.Now + TimeSpan.FromSeconds(1.5));
        }
    }

    private void Ask(Process asked, Change change, Process slow)
    {
        Completed? answer = null;
        world.Ask(asked, change, completed => answer = completed);
        world.RunUntil(world.Now + Bound);
        if (answer?.Refusal != Refusal.None)
        {
            throw new BrokenPromise(nameof(SlowSilo), $"{change} at {asked} has {answer?.ToString() ?? "no answer"} after {Bound.TotalSeconds} s, while only {slow} stands still");
        }
    }
}
