using OrleansNaming.Advertising;
using OrleansNaming.Replica;

namespace OrleansNaming.Cli.Importing;

/// <summary>
/// Compares another registry with the directory.
/// <para>
/// What was registered here by anybody else stays as it is and comes first: an instance whose address listens here under the same name already is not mirrored, and what was mirrored of it is
/// taken back. So a service moves by registering here, and a registry that is naming's own façade has nothing to mirror.
/// </para>
/// </summary>
internal static class ImportPlan
{
    /// <param name="mark">Whose guests these are.</param>
    /// <param name="wanted">What stands in the other registry.</param>
    /// <param name="names">Names here that may have guests of the mark; those of <paramref name="wanted"/> are looked at anyway.</param>
    /// <param name="here">The directory.</param>
    public static List<ImportStep> Of(ImportMark mark, IReadOnlyList<Registration> wanted, IEnumerable<string> names, DirectoryReplica here)
    {
        var steps = new List<ImportStep>();
        var byName = wanted.ToLookup(guest => guest.Name, StringComparer.Ordinal);
        foreach (var name in byName.Select(group => group.Key).Union(names, StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            Compare(mark, byName[name], here, name, steps);
        }

        return steps;
    }

    private static void Compare(ImportMark mark, IEnumerable<Registration> wanted, DirectoryReplica here, string name, List<ImportStep> steps)
    {
        var mine = new Dictionary<string, Instance>(StringComparer.Ordinal);
        foreach (var instance in here.Resolve(name))
        {
            if (mark.IsOn(instance))
            {
                mine.TryAdd(instance.InstanceId, instance);
            }
        }

        var others = OthersAt(mark, here, name);
        foreach (var guest in wanted.DistinctBy(guest => guest.InstanceId).OrderBy(guest => guest.InstanceId, StringComparer.Ordinal))
        {
            var key = new EntryKey(name, guest.InstanceId);
            if (guest.Endpoints.Select(endpoint => others.GetValueOrDefault(endpoint.ToString())).FirstOrDefault(id => id is not null) is { } other)
            {
                steps.Add(new ImportStep(ImportStepKind.Here, key, null, $"{guest.Endpoints[0]} is registered here as {other}"));
                continue; // What is mirrored of it is left in 'mine', and goes.
            }

            mine.Remove(guest.InstanceId, out var before);
            steps.Add(StepOf(key, guest, before));
        }

        steps.AddRange(mine.Values.Select(gone => new ImportStep(ImportStepKind.Removed, new EntryKey(gone), null, string.Join(' ', gone.Endpoints))));
    }

    private static ImportStep StepOf(EntryKey key, Registration guest, Instance? before)
    {
        var next = Lines.Instance(guest, null, null);
        var where = string.Join(' ', guest.Endpoints);
        return before is null ? new ImportStep(ImportStepKind.Added, key, guest, where)
            : before.Details == next.Details && before.Endpoints.SequenceEqual(next.Endpoints) ? new ImportStep(ImportStepKind.Same, key, guest, where)
            : new ImportStep(ImportStepKind.Changed, key, guest, string.Join(", ", Differences(before, next)));
    }

    private static IEnumerable<string> Differences(Instance before, Instance next)
    {
        if (!before.Endpoints.SequenceEqual(next.Endpoints))
        {
            yield return $"{string.Join(' ', before.Endpoints)} is {string.Join(' ', next.Endpoints)}";
        }

        if (before.Health != next.Health)
        {
            yield return $"{Api.ApiWord.Of(before.Health)} is {Api.ApiWord.Of(next.Health)}";
        }

        if (before.Details with { Health = next.Health } != next.Details)
        {
            yield return "tags, metadata, zone or weight";
        }
    }

    /// <summary>Who else listens where, under the name and under the name that a face without slashes shows for it.</summary>
    private static Dictionary<string, string> OthersAt(ImportMark mark, DirectoryReplica here, string name)
    {
        var others = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var spelling in new[] { name, name.Replace('.', '/') }.Distinct().Where(spelling => NamePath.Check(spelling) is null))
        {
            foreach (var instance in here.Resolve(spelling))
            {
                if (!mark.IsOn(instance))
                {
                    foreach (var endpoint in instance.Endpoints)
                    {
                        others.TryAdd(endpoint.ToString(), instance.InstanceId);
                    }
                }
            }
        }

        return others;
    }
}
