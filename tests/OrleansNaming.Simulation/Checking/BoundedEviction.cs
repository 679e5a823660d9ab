using OrleansNaming.Node;
using OrleansNaming.Simulation.Machines;

namespace OrleansNaming.Simulation.Checking;

/// <summary>
/// H3: within 4T a node hides at most 15 % of its owners, at least one, that are alive, unless more than half of the nodes lost them too;
/// and a node that says that it is cut off hides nobody.
/// </summary>
internal sealed class BoundedEviction(World world) : Checker(world)
{
    private readonly Dictionary<Process, Queue<TimeSpan>> _hidden = [];

    /// <summary>The deaths that somebody proved to a reader.</summary>
    private readonly Dictionary<Process, HashSet<BootId>> _proven = [];

    /// <summary>Processes that died lately, oldest first.</summary>
    private readonly List<Process> _fallen = [];

    public override void Died(Process process)
    {
        _hidden.Remove(process);
        _proven.Remove(process);
        _fallen.RemoveAll(fallen => !SpeaksStill(fallen));
        _fallen.Add(process);
    }

    public override void Stepped(Process process, Input input, List<Output> outputs)
    {
        if (input is BootDied died)
        {
            if (!_proven.TryGetValue(process, out var proven))
            {
                _proven.Add(process, proven = []);
            }

            proven.Add(died.Boot);
        }
    }

    public override void Judges(Process reader, ServerId owner, OwnerState before, OwnerState now)
    {
        if (now != OwnerState.Hidden || !Lives(owner) || IsLostToMost(reader, owner))
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

    /// <summary>A process that has only just started is silent for the time that its name was.</summary>
    private bool Lives(ServerId owner) =>
        World.LiveProcessOf(owner) is { } process && World.Silos?.IsDeclared(process) is not true && World.Now - process.StartedAt > Timing.HidingBound(World.Interval) * 2;

    /// <summary>
    /// Whether more than half of the nodes suspect or hide it, or did until a moment ago; of those that the reader had not hidden before this
    /// window (rule 11), so who hid one half may then hide the rest of it.
    /// </summary>
    private bool IsLostToMost(Process reader, ServerId owner)
    {
        var nodes = 1;
        var lost = 1;
        foreach (var line in reader.Node.Status(reader.Clock).Owners)
        {
            if (line.Server != reader.Server && Counts(reader, line))
            {
                nodes++;
                lost += Misses(line.Server, owner) ? 1 : 0;
            }
        }

        return lost * 2 > nodes;
    }

    /// <summary>The word of a process that died meanwhile lasts 4T, also when its machine runs another by now (seed 1608).</summary>
    private bool Misses(ServerId node, ServerId owner) =>
        World.Machines.Any(machine => machine.Server == node && machine.Running is { } process && Misses(process, owner))
        || _fallen.Exists(fallen => fallen.Server == node && SpeaksStill(fallen) && Misses(fallen, owner));

    private bool SpeaksStill(Process fallen) => World.Now - fallen.DiedAt < World.Interval * 5;

    /// <summary>Also who has it only as a peer's word, and never heard it.</summary>
    private bool Misses(Process process, ServerId owner)
    {
        if (process.Sight.Owners.TryGetValue(owner, out var seen) && World.Now - seen.StateAt < World.Interval * 8)
        {
            return true;
        }

        var line = process.Node.Status(process.Clock).Owners.FirstOrDefault(line => line.Server == owner);
        return line is not null && line.State is not OwnerState.Alive && (line.State is not OwnerState.Left || IsOfFormerLife(process, owner));
    }

    /// <summary>The goodbye that it holds is of an earlier process: the one that lives it never heard (seed 1087).</summary>
    private bool IsOfFormerLife(Process process, ServerId owner) =>
        World.LiveProcessOf(owner) is { } living && process.Node.Replica.Find(owner)?.Stamp.Epoch.Boot != living.Boot;

    /// <summary>The living have a vote, and those that the reader's own doubts hid within the window; a death that was proven is no doubt (silos, seed 1123).</summary>
    private bool Counts(Process reader, OwnerStatusLine line) =>
        line.State is OwnerState.Alive or OwnerState.Suspect
        || (line.State == OwnerState.Hidden && World.Now - reader.Sight.Of(line.Server).StateAt < World.Options.Interval * 4 * 0.8 && !IsProven(reader, line.Server));

    private bool IsProven(Process reader, ServerId dead) =>
        reader.Node.Replica.Find(dead) is { } view && _proven.TryGetValue(reader, out var proven) && proven.Contains(view.Stamp.Epoch.Boot);
}
