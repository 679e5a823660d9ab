using OrleansNaming.Simulation.Chance;
using OrleansNaming.Simulation.Machines;

namespace OrleansNaming.Simulation.Workload;

/// <summary>
/// The application in one server's process: binds its services when it starts, and changes them now and then, several at once to share a
/// version. Never two changes of one name at a time, so what the list must be is known once all are answered.
/// </summary>
internal sealed class ServiceOwner(World world, Process process, Prng dice)
{
    private readonly SortedDictionary<string, Registration?> _acknowledged = new(StringComparer.Ordinal);
    private readonly Prng _contest = Prng.For(world.Options.Seed, FormattableString.Invariant($"contest {process.Server} {process.StartedAt.Ticks}"));
    private readonly SortedSet<string> _busy = new(StringComparer.Ordinal);

    public Process Process { get; } = process;

    /// <summary>Whether all that it asked for was answered.</summary>
    public bool IsSettled => _busy.Count == 0;

    public void Begin()
    {
        for (var i = 0; i < world.Options.Services; i++)
        {
            Bind(i % 2 == 0 ? Names.Of(Process.Server, i) : Names.Shared[dice.Below(Names.Shared.Count)]);
        }

        Later();
        Contest();
    }

    /// <summary>What is wrong with the server's own list, or null: its own lines are exactly what was acknowledged.</summary>
    public string? Difference(Advertisement list)
    {
        var lines = 0;
        foreach (var line in list.Entries)
        {
            if (line is Instance { Guest: not null } or Tombstone)
            {
                continue;
            }

            lines++;
            var known = _acknowledged.TryGetValue(line.Name, out var registration);
            // Contexts outlive the process (rule 1), so one that nobody asked for in this life may be there.
            if (line is Context)
            {
                lines -= known ? 0 : 1;
                continue;
            }

            if (!known || registration is null || !Checking.EntryEquality.SameContent((Instance)line, registration))
            {
                return $"it lists {line}, which was {(known ? "asked for otherwise" : "never acknowledged, or taken back")}";
            }
        }

        var expected = _acknowledged.Count;
        return lines == expected ? null : $"it lists {lines} own lines, {expected} were acknowledged: {string.Join(", ", _acknowledged.Keys.Where(name => !list.Entries.Any(line => line.Name == name)))}";
    }

    /// <summary>One change, whether the clients are quiet or not.</summary>
    public void ChangeNow() => Bind(Names.Of(Process.Server, 0));

    private void Later()
    {
        // Every server changes something at its share of the cluster's rate.
        world.After(dice.Wait(world.Options.ChangeEvery * world.Options.Servers), () =>
        {
            if (Process.IsAlive && world.ClientsOn)
            {
                for (var i = dice.Chance(0.2) ? 1 + dice.Below(5) : 1; i > 0; i--)
                {
                    ChangeOne();
                }

                Later();
            }
        });
    }

    private void ChangeOne()
    {
        switch (dice.Below(10))
        {
            case < 3:
                Bind(Names.Shared[dice.Below(Names.Shared.Count)]);
                break;
            case < 5:
                Bind(Names.Of(Process.Server, dice.Below(12)));
                break;
            case < 8 when _acknowledged.Count > 0:
                var name = _acknowledged.Keys.ElementAt(dice.Below(_acknowledged.Count));
                Ask(name, null, _acknowledged[name] is null ? new DestroyContext(name) : new Unbind(name, Process.Server.Value));
                break;
            default:
                var context = Names.ContextOf(Process.Server, dice.Below(3));
                Ask(context, null, new CreateContext(context));
                break;
        }
    }

    /// <summary>Now and then binds a contested name, or leaves it: by dice of its own, so that the other clients do what they did without it.</summary>
    private void Contest() => world.After(_contest.Wait(TimeSpan.FromSeconds(20)), () =>
    {
        if (!Process.IsAlive || !world.ClientsOn)
        {
            return;
        }

        var name = _contest.Pick(Names.Contested);
        if (_acknowledged.ContainsKey(name) && _contest.Chance(0.4))
        {
            Ask(name, null, new Unbind(name, Process.Server.Value));
        }
        else
        {
            var registration = new Registration(name, Process.Server.Value)
            {
                Endpoints = [new Endpoint("http", Process.Machine.Host.ToString(), 1 + _contest.Below(65_535))],
                Policy = _contest.Chance(0.5) ? BindingPolicy.Unique : _contest.Chance(0.8) ? BindingPolicy.FirstEpoch : BindingPolicy.Pool,
            };
            Ask(name, registration, new Bind(registration, Replace: true));
        }

        Contest();
    });

    private void Bind(string name)
    {
        var registration = new Registration(name, Process.Server.Value)
        {
            Endpoints = [new Endpoint("http", Process.Machine.Host.ToString(), 1 + dice.Below(65_535))],
            Tags = dice.Chance(0.3) ? [$"v{dice.Below(9)}"] : [],
            Metadata = Ballast(),
        };
        Ask(name, registration, new Bind(registration, Replace: true));
    }

    private Dictionary<string, string> Ballast()
    {
        var metadata = new Dictionary<string, string>();
        if (world.Options.Ballast > 0 && dice.Chance(0.5))
        {
            metadata["ballast"] = new string('x', dice.Below(world.Options.Ballast));
        }

        return metadata;
    }

    private void Ask(string name, Registration? registration, Change change)
    {
        if (!Process.IsAlive || !_busy.Add(name))
        {
            return;
        }

        world.Ask(Process, change, completed =>
        {
            _busy.Remove(name);
            if (completed is { Refusal: Refusal.None })
            {
                Acknowledge(name, registration, change);
            }
            else if (completed is not null && completed.Refusal != Refusal.AlreadyBound && Process.StartedAt + TimeSpan.FromSeconds(30) > world.Now && change is Bind)
            {
                world.After(TimeSpan.FromMilliseconds(500), () => Ask(name, registration, change));
            }
        });
    }

    private void Acknowledge(string name, Registration? registration, Change change)
    {
        if (change is Unbind or DestroyContext)
        {
            _acknowledged.Remove(name);
        }
        else
        {
            _acknowledged[name] = registration;
        }
    }
}
