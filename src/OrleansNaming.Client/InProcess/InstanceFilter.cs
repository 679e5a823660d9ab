namespace OrleansNaming.InProcess;

/// <summary>Narrows a live set to what a resolve asks for; the whole set passes through without a copy.</summary>
internal static class InstanceFilter
{
    public static InstanceSet Apply(InstanceSet found, ResolveOptions? options)
    {
        if (options is null || (options.Tags.Count == 0 && options.Zone is null))
        {
            return found;
        }

        var kept = new List<Binding>(found.Count);
        foreach (var binding in found.Bindings)
        {
            if (Matches(binding.Instance, options))
            {
                kept.Add(binding);
            }
        }

        return new InstanceSet([.. kept]);
    }

    private static bool Matches(Instance instance, ResolveOptions options) =>
        (options.Zone is null || options.Zone == instance.Zone) && options.Tags.All(instance.Tags.Contains);
}
