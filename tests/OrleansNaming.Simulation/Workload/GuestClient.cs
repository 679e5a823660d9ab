using OrleansNaming.Node;
using OrleansNaming.Simulation.Chance;
using OrleansNaming.Simulation.Faults;
using OrleansNaming.Simulation.Machines;

namespace OrleansNaming.Simulation.Workload;

/// <summary>
/// A program that registers itself at one node and renews there; after an error it goes to another node and sends the same request with the
/// same id. It waits 5 s for an answer, then it does not know whether it was carried out. A lasting one has a lease of zero: it sends no
/// heartbeats and does not die silently; in the end it writes anew, or takes itself out.
/// </summary>
internal sealed class GuestClient(World world, EntryKey key, Prng dice)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private Registration _registration = new(key.Name, key.InstanceId);
    private Machine? _home;
    private TimeSpan _leavesAt;
    private int _attempt;

    public EntryKey Key { get; } = key;

    public GuestState State { get; private set; } = GuestState.Registering;

    /// <summary>When the last request that was acknowledged was sent.</summary>
    public TimeSpan RenewedAt { get; private set; } = TimeSpan.MinValue;

    /// <summary>When it was first acknowledged in its present registration.</summary>
    public TimeSpan RegisteredAt { get; private set; }

    /// <summary>When the last request was given up whose outcome nobody knows: it may still be carried out.</summary>
    public TimeSpan UnsureAt { get; private set; } = TimeSpan.MinValue;

    /// <summary>When it was taken out, or died.</summary>
    public TimeSpan EndedAt { get; private set; }

    /// <summary>Counts its registrations; one that follows a deregistration is a new one.</summary>
    public int Generation { get; private set; }

    public bool IsLasting { get; } = world.Options.LastingGuests > 0 && Prng.For(world.Options.Seed, $"lasting {key.InstanceId}").Chance(world.Options.LastingGuests);

    public TimeSpan Lease => IsLasting ? TimeSpan.Zero : world.Options.GuestLease;

    /// <summary>Why nothing is promised of what was last acknowledged, or null. See <see cref="Checking.LastingGuests"/>.</summary>
    public string? Excuse { get; set; }

    /// <summary>Which registration a record is of.</summary>
    public static int GenerationOf(Instance record) =>
        record.Tags is [var tag] && int.TryParse(tag.AsSpan(1), out var generation) ? generation : 0;

    public void Begin()
    {
        Generation++;
        _leavesAt = world.Now + dice.Wait(world.Options.GuestLifetime) + world.Options.GuestLease;
        _registration = _registration with
        {
            Lease = Lease,
            Tags = [FormattableString.Invariant($"g{Generation}")],
            Endpoints = [new Endpoint("http", "192.0.2.1", 1 + dice.Below(65_535))],
        };
        State = GuestState.Registering;
        Act();
    }

    private void Act()
    {
        if (State == GuestState.Registered && world.Now >= _leavesAt && world.ClientsOn)
        {
            if (dice.Chance(0.4))
            {
                EndSilently();
                return;
            }

            State = GuestState.Leaving;
        }

        if (State == GuestState.Registered && IsLasting)
        {
            return; // The clients are quiet: it stays.
        }

        Change change = State switch
        {
            GuestState.Registering => new RegisterGuest(_registration),
            GuestState.Registered => new RenewGuest(Key.Name, Key.InstanceId),
            _ => new DeregisterGuest(Key.Name, Key.InstanceId),
        };
        Send(change);
    }

    private void EndSilently()
    {
        if (IsLasting)
        {
            Begin();
        }
        else
        {
            End(GuestState.Dead, Fault.GuestDeath);
        }
    }

    private void Send(Change change)
    {
        var attempt = ++_attempt;
        var sentAt = world.Now;
        if (_home?.Running is null)
        {
            _home = PickNode();
        }

        world.After(Patience, () =>
        {
            if (attempt == _attempt)
            {
                UnsureAt = world.Now;
                Switch(attempt);
            }
        });
        var node = _home;
        world.After(TimeSpan.FromMilliseconds(dice.Between(0.2, 5)), () =>
        {
            if (node?.Running is not { } process)
            {
                Switch(attempt);
                return;
            }

            world.Ask(process, change, completed => Hear(attempt, change, completed, sentAt));
        });
    }

    private void Hear(int attempt, Change change, Completed? completed, TimeSpan sentAt)
    {
        if (attempt != _attempt)
        {
            if (completed is null or { Refusal: Refusal.None or Refusal.NotReplicated })
            {
                Excuse = "a request that was given up was carried out later";
            }

            return;
        }

        switch (completed?.Refusal)
        {
            case null:
                UnsureAt = world.Now;
                Switch(attempt);
                break;
            case Refusal.None:
                Accepted(change, sentAt);
                break;
            case Refusal.NotFound when change is RenewGuest:
                State = GuestState.Registering;
                Again(TimeSpan.FromMilliseconds(10));
                break;
            case Refusal.NotFound when change is DeregisterGuest && (!IsLasting || world.Oracle.Find<Checking.LastingGuests>().MayBeUnknown(this)):
                End(GuestState.Gone, null);
                break;
            default:
                Switch(attempt);
                break;
        }
    }

    private void Accepted(Change change, TimeSpan sentAt)
    {
        if (IsLasting)
        {
            Excuse = world.Oracle.Find<Checking.LastingGuests>().Overruled(this, isOut: change is DeregisterGuest);
        }

        if (change is DeregisterGuest)
        {
            End(GuestState.Gone, null);
            return;
        }

        if (State == GuestState.Registering)
        {
            RegisteredAt = world.Now;
        }

        State = GuestState.Registered;
        RenewedAt = sentAt;
        Again(IsLasting ? Timing.Max(_leavesAt - world.Now, TimeSpan.FromSeconds(1)) : Lease / 3);
    }

    /// <summary>Something went wrong at this node: the same again at another.</summary>
    private void Switch(int attempt)
    {
        if (attempt != _attempt)
        {
            return;
        }

        world.Counters.Strike(Fault.GuestRetry);
        var old = _home;
        _home = PickNode();
        if (old != _home)
        {
            world.Counters.Strike(Fault.GuestSwitch);
        }

        Again(TimeSpan.FromMilliseconds(dice.Between(100, 1_000)));
    }

    private void Again(TimeSpan after)
    {
        var attempt = ++_attempt;
        world.After(after, () =>
        {
            if (attempt == _attempt)
            {
                Act();
            }
        });
    }

    private void End(GuestState state, Fault? fault)
    {
        if (fault is { } strikes)
        {
            world.Counters.Strike(strikes);
        }

        State = state;
        EndedAt = world.Now;
        _attempt++;
        world.Trace.Say(null, $"guest {Key.Name}/{Key.InstanceId} is {state}");
        world.Guests.Replace(this);
    }

    private Machine? PickNode()
    {
        var running = world.Machines.Where(machine => machine.Running is not null).ToList();
        return running.Count == 0 ? null : dice.Pick(running);
    }
}
