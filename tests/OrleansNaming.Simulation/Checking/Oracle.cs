using OrleansNaming.Log;
using OrleansNaming.Node;
using OrleansNaming.Simulation.Machines;
using OrleansNaming.Wire;

namespace OrleansNaming.Simulation.Checking;

/// <summary>Watches the whole world, which no node can, and tells the checkers what it sees.</summary>
internal sealed class Oracle
{
    private readonly World _world;
    private readonly Checker[] _checkers;
    private readonly List<ServerId> _touched = [];

    public Oracle(World world)
    {
        _world = world;
        Calm = new Calm(world);
        _checkers =
        [
            new NoSpinning(world), new MonotonicReplica(world), new MonotonicEpochs(world), new Provenance(world), new DeltaChain(world), new IncarnationUniqueness(world),
            new NoResurrection(world), new NoMixedVersions(world), new DurableBeforeVisible(world), new ReadYourWrites(world), new TokenReads(world),
            new NeverEmpty(world), new BoundedMemory(world), new BoundedReaction(world), new BoundedEviction(world), new LeaseHonesty(world), new OneWinner(world), new LastingGuests(world), new DrainedServers(world), new OnlyReaders(world),
            .. world.Silos is null ? Array.Empty<Checker>() : [new OneContent(world), new NoLostWrite(world), new TrueRival(world), new ProvenDead(world)],
        ];
    }

    public Truth Truth { get; } = new();

    /// <summary>Who was undisturbed lately.</summary>
    public Calm Calm { get; }

    /// <summary>Acknowledged writes of servers' own services and of guests; a world with few of them tested little.</summary>
    public long Acknowledged { get; private set; }

    /// <summary>Versions applied from others.</summary>
    public long Applied { get; private set; }

    public T Find<T>() where T : Checker => _checkers.OfType<T>().Single();

    public void Begin(Process process, ReadOnlyMemory<byte> stored)
    {
        Calm.Disturb(process.Machine);
        foreach (var checker in _checkers)
        {
            checker.Began(process, stored);
        }
    }

    public void End(Process process)
    {
        Calm.Disturb(process.Machine);
        foreach (var checker in _checkers)
        {
            checker.Died(process);
        }
    }

    public void Stepped(Process process, Input input, List<Output> outputs)
    {
        foreach (var output in outputs)
        {
            Look(process, output);
        }

        foreach (var owner in _touched)
        {
            LookAt(process, owner);
        }

        _touched.Clear();
        foreach (var checker in _checkers)
        {
            checker.Stepped(process, input, outputs);
        }
    }

    /// <summary>Looks at everything that a replica shows, also at what it did not tell of.</summary>
    public void LookAtAll(Process process)
    {
        foreach (var view in process.Node.Replica.Owners)
        {
            LookAt(process, view.Server);
        }
    }

    /// <summary>What is stored may be shown by a grain, also when its process died before it heard that it was stored.</summary>
    public void Stored(ServerId server, FencedJournal? before, FencedJournal now)
    {
        if (Journal.Recover(now.Bytes.Span).Advertisement is { } list)
        {
            Truth.Record(list);
        }

        foreach (var checker in _checkers)
        {
            checker.Stored(server, before, now);
        }
    }

    public void StoredAnswered(ServerId server, ReadOnlyMemory<byte> answer)
    {
        Opener.TryOpen(answer.Span, World.Cluster, _world.Keys, Limits.SnapshotBytes, out var envelope);
        if (envelope?.Message is ChangesReply reply)
        {
            foreach (var checker in _checkers)
            {
                checker.StoredAnswered(server, reply);
            }
        }
    }

    public void Resolve(Process reader, string name)
    {
        var answer = reader.Node.Replica.Resolve(name);
        foreach (var checker in _checkers)
        {
            checker.Resolved(reader, name, answer);
        }
    }

    private void Look(Process process, Output output)
    {
        switch (output)
        {
            case Observed { What.Owner.Value: not null } observed:
                Touch(observed.What.Owner);
                Judge(process, observed.What);
                break;
            case Observed { What.Kind: ObservationKind.Isolated or ObservationKind.Reconnected } observed:
                process.Sight.IsIsolated = observed.What.Kind == ObservationKind.Isolated;
                break;
            case Published published:
                foreach (var change in published.Changes)
                {
                    Touch(change.Owner);
                }

                break;
            case Completed { Refusal: Refusal.None }:
                Acknowledged++;
                break;
            case Multicast multicast:
                LookAtNotice(process, multicast.Bytes);
                break;
        }
    }

    private void Judge(Process process, Observation what)
    {
        if (what.Kind != ObservationKind.OwnerStateChanged || !Enum.TryParse<OwnerState>(what.Text, out var state))
        {
            return;
        }

        var seen = process.Sight.Of(what.Owner);
        var before = seen.State;
        (seen.State, seen.StateAt) = (state, _world.Now);
        foreach (var checker in _checkers)
        {
            checker.Judges(process, what.Owner, before, state);
        }
    }

    private void Touch(ServerId owner)
    {
        if (!_touched.Contains(owner))
        {
            _touched.Add(owner);
        }
    }

    private void LookAt(Process process, ServerId owner)
    {
        if (process.Node.Replica.Find(owner)?.Advertisement is not { } now)
        {
            return;
        }

        var seen = process.Sight.Of(owner);
        if (ReferenceEquals(seen.Advertisement, now))
        {
            return;
        }

        if (owner == process.Server && now.Stamp.Epoch.Boot == process.Boot)
        {
            Truth.Record(now);
        }
        else
        {
            Applied++;
        }

        var before = seen.Advertisement;
        foreach (var checker in _checkers)
        {
            checker.Shows(process, seen, before, now);
        }

        seen.Advertisement = now;
        seen.Highest = now.Stamp > seen.Highest ? now.Stamp : seen.Highest;
        seen.Left = now.Status == OwnerStatus.Left && now.Stamp.Epoch > seen.Left ? now.Stamp.Epoch : seen.Left;
    }

    private void LookAtNotice(Process process, ReadOnlyMemory<byte> bytes)
    {
        Opener.TryOpen(bytes.Span, World.Cluster, _world.Keys, Limits.DatagramBytes, out var envelope);
        if (envelope?.Message is Notice notice)
        {
            foreach (var checker in _checkers)
            {
                checker.Announces(process, envelope, notice);
            }
        }
    }
}
