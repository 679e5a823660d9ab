using OrleansNaming.Node;
using OrleansNaming.Simulation.Machines;

namespace OrleansNaming.Simulation.Checking;

/// <summary>
/// After a drain that was completed no node resolves the server from a state before it, and after one that was completed except for some, none but these.
/// A node answers with it only where nothing else of the name serves: that is the preference (decision 6), and follows from the state. The promise is
/// about processes that ran when the drain began and that the drained server knew as living when it was answered: whom Orleans' membership declared dead may run on
/// until it learns of it (Orleans seeds 38, 44, 53). Of two processes that run under one name it knows one: about neither is anything promised
/// (LAN seeds 297, 413).
/// </summary>
internal sealed class DrainedServers(World world) : Checker(world)
{
    private readonly Dictionary<ServerId, Drained> _drained = [];

    private sealed record Drained(Stamp Stamp, HashSet<Process> Bound);

    /// <summary>Drains that were completed, with or without exceptions; a world with few of them tested little.</summary>
    public long Count { get; private set; }

    public override void Stepped(Process process, Input input, List<Output> outputs)
    {
        foreach (var output in outputs)
        {
            if (output is Completed { Drain: { Outcome: not DrainOutcome.Unconfirmed } report })
            {
                Note(process, report);
            }
        }
    }

    public override void Resolved(Process reader, string name, InstanceSet answer)
    {
        foreach (var binding in answer.Bindings)
        {
            var owner = binding.Version.Owner.Server;
            if (!binding.Instance.IsGuest && _drained.TryGetValue(owner, out var drained) && drained.Bound.Contains(reader))
            {
                var shown = reader.Node.Replica.Find(owner)!.Advertisement!;
                FailUnless(shown.Stamp >= drained.Stamp, () => $"{reader} resolves '{name}' to {binding.Instance} of {owner} at {shown.Stamp}, which was drained at {drained.Stamp}");
            }
        }
    }

    private void Note(Process process, DrainReport report)
    {
        Count++;
        var except = report.Unconfirmed.Select(node => node.Server).ToHashSet();
        FailUnless(
            (report.Outcome == DrainOutcome.Completed) == (except.Count == 0),
            () => $"{process} calls its drain {report.Outcome} and lists {string.Join(", ", except)}");
        var bound = new HashSet<Process>();
        foreach (var machine in World.Machines)
        {
            if (machine.Running is { } reader && reader != process && reader.StartedAt < World.Now - report.Took && IsAloneOfItsName(reader)
                && report.Nodes.Any(node => node.Server == reader.Server && node is { IsConfirmed: true, State: OwnerState.Alive or OwnerState.Suspect }))
            {
                bound.Add(reader);
            }
        }

        _drained[process.Server] = new Drained(report.Token.Stamp, bound);
    }

    private bool IsAloneOfItsName(Process reader) => World.Machines.Count(machine => machine.Running?.Server == reader.Server) == 1;
}
