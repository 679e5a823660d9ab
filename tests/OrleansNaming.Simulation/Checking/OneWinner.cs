using OrleansNaming.Node;
using OrleansNaming.Simulation.Machines;

namespace OrleansNaming.Simulation.Checking;

/// <summary>
/// S9 for names that are bound with a policy: whoever resolves one gets the winner among what that node shows, worked out here from the shown
/// lists by the rule's words. In every quiet state all nodes show the same lists (Convergence), so they have the same winner; <see cref="Difference"/>
/// says so outright.
/// </summary>
internal sealed class OneWinner(World world) : Checker(world)
{
    public override void Stepped(Process process, Input input, List<Output> outputs)
    {
        foreach (var output in outputs)
        {
            if (output is Published)
            {
                Check(process);
                return;
            }
        }
    }

    /// <summary>Null when all nodes serve the same of every contested name; else the first that does not, in words.</summary>
    public string? Difference()
    {
        if (World.Options.Narrowed > 0)
        {
            return null; // who hears of others may have another winner
        }

        foreach (var name in Workload.Names.Contested)
        {
            string? served = null;
            foreach (var machine in World.Machines)
            {
                if (machine.Running is { Node.Phase: NodePhase.Ready } process)
                {
                    var mine = Served(process, name);
                    served ??= mine;
                    if (mine != served)
                    {
                        return $"{process} serves [{mine}] of '{name}', another node [{served}]";
                    }
                }
            }
        }

        return null;
    }

    private void Check(Process reader)
    {
        foreach (var name in Workload.Names.Contested)
        {
            var (served, expected) = (Served(reader, name), Expected(reader, name));
            FailUnless(served == expected, () => $"{reader} serves [{served}] of '{name}', by what it shows the winner is [{expected}]");
        }
    }

    private static string Served(Process reader, string name)
    {
        var served = new List<string>();
        foreach (var binding in reader.Node.Replica.Resolve(name).Bindings)
        {
            served.Add($"{binding.Version.Owner.Server}/{binding.Instance.InstanceId}");
        }

        return string.Join(' ', served);
    }

    private static string Expected(Process reader, string name)
    {
        var live = new List<(ulong Epoch, ServerId Server, Instance Line)>();
        foreach (var owner in reader.Node.Replica.Owners)
        {
            if (owner is { IsShown: true, Advertisement: { } list } && list.Entries.Find(name, owner.Server.Value) is Instance line)
            {
                live.Add((line.Terms?.Epoch ?? 0, owner.Server, line));
            }
        }

        var isPool = live.TrueForAll(one => one.Line.Policy == BindingPolicy.Pool);
        var served = isPool ? live : live.OrderBy(one => one.Epoch).ThenBy(one => one.Server).Take(1);
        return string.Join(' ', served.Select(one => $"{one.Server}/{one.Line.InstanceId}"));
    }
}
