using OrleansNaming.Simulation.Machines;

namespace OrleansNaming.Simulation.Checking;

/// <summary>
/// H3: within 4T a node hides at most 15 % of its owners, at least one, that are alive, unless more than half of the nodes lost them too;
/// and a node that says that it is cut off hides nobody.
/// </summary>
internal sealed class BoundedEviction(World world) : Checker(world)
{
    private readonly Dictionary<Process, Queue<TimeSpan>> _hidden = [];

    public override void Died(Process process) => _hidden.Remove(process);

    public override void Judges(Process reader, ServerId owner, OwnerState before, OwnerState now)
    {
        if (now != OwnerState.Hidden || World.LiveProcessOf(owner) is null || IsLostToMost(reader, owner))
        {
            return;
        }

        FailUnless(!reader.Sight.IsIsolated, () => $"{reader} hides {owner}, which lives, while it says that it is cut off itself");
        if (!_hidden.TryGetValue(reader, out var hidden))
        {
            _hidden.Add(reader, hidden = new Queue<TimeSpan>());
        }

        // The window is measured on the reader's clock; a fifth less is safe for the slowest of them.
        var window = World.Options.Interval * 4 * 0.8;
        while (hidden.TryPeek(out var at) && at <= World.Now - window)
        {
            hidden.Dequeue();
        }

        hidden.Enqueue(World.Now);
        var known = reader.Sight.Owners.Count;
        FailUnless(hidden.Count <= Math.Max(1, (int)(known * 0.15)), () =>
            $"{reader} hid {hidden.Count} living servers of {known} within {window.TotalSeconds:F1} s, the last {owner}");
    }

    /// <summary>
    /// Whether more than half of the nodes suspect or hide it, or did until a moment ago; of those that the reader had not hidden before this
    /// window (rule 11), so who hid one half may then hide the rest of it.
    /// </summary>
    private bool IsLostToMost(Process reader, ServerId owner)
    {
        var nodes = 0;
        var lost = 0;
        foreach (var machine in World.Machines)
        {
            if (machine.Running is { } process && (process == reader || Counts(reader, process.Server)))
            {
                nodes++;
                lost += process.Sight.Owners.TryGetValue(owner, out var seen)
                    && (seen.State is OwnerState.Suspect or OwnerState.Hidden || World.Now - seen.StateAt < World.Options.Interval * 8) ? 1 : 0;
            }
        }

        return lost * 2 > nodes;
    }

    private bool Counts(Process reader, ServerId server) =>
        reader.Sight.Owners.TryGetValue(server, out var seen)
        && (seen.State is not (OwnerState.Hidden or OwnerState.Left) || World.Now - seen.StateAt < World.Options.Interval * 4 * 0.8);
}
