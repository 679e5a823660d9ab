using OrleansNaming.Simulation.Machines;

namespace OrleansNaming.Simulation.Checking;

/// <summary>
/// S2: a read answers, for each owner, exactly what one version of its list says: the version that the replica shows of it.
/// </summary>
internal sealed class NoMixedVersions(World world) : Checker(world)
{
    public override void Resolved(Process reader, string name, InstanceSet answer)
    {
        foreach (var binding in answer.Bindings)
        {
            var line = binding.Version.Owner.Advertisement?.Entries.Find(name, binding.Instance.InstanceId);
            FailUnless(line is Instance shown && EntryEquality.Same(shown, binding.Instance), () =>
                $"{reader} resolves {binding.Instance} of {binding.Version.Owner.Server}, which is not in the list that it shows ({binding.Version.Owner.Stamp})");
        }

        foreach (var view in reader.Node.Replica.Owners)
        {
            if (view.Advertisement is { } list)
            {
                CheckOwn(reader, name, answer, view, list);
            }
        }
    }

    private void CheckOwn(Process reader, string name, InstanceSet answer, OwnerView view, Advertisement list)
    {
        foreach (var line in list.Entries.From(name))
        {
            if (line.Name != name)
            {
                return;
            }

            if (line is Instance { Guest: null } own)
            {
                var expected = view.IsShown && list.Status != OwnerStatus.Left;
                FailUnless(Has(answer, view, own) == expected, () =>
                    $"{reader} shows {view.Server} at {view.Stamp} with {own}, but resolving '{name}' {(expected ? "misses it" : "still finds it")}");
            }
        }
    }

    private static bool Has(InstanceSet answer, OwnerView view, Instance own)
    {
        foreach (var binding in answer.Bindings)
        {
            if (binding.Version.Owner == view && binding.Instance.InstanceId == own.InstanceId)
            {
                return true;
            }
        }

        return false;
    }
}
