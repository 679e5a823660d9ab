namespace OrleansNaming.InProcess;

/// <summary>
/// Narrows a live set to what a resolve asks for, in the order of design section 5: drain, then tags and zone; the whole set passes
/// through without a copy. A draining server's own services get no new work while others are there to take it; when nothing else is left
/// they are still better than none, since they serve until their process ends.
/// </summary>
internal static class InstanceFilter
{
    public static InstanceSet Apply(InstanceSet found, ResolveOptions? options)
    {
        var wanted = options is null || (options.Tags.Count == 0 && options.Zone is null) ? found : Keep(found, binding => Matches(binding.Instance, options));
        return HasSome(wanted, IsDraining) && HasSome(wanted, static binding => !IsDraining(binding)) ? Keep(wanted, static binding => !IsDraining(binding)) : wanted;
    }

    /// <summary>Whether the instance's server is about to stop; a guest does not stop with the server that holds it.</summary>
    public static bool IsDraining(Binding binding) =>
        !binding.Instance.IsGuest && binding.Version.Owner.Advertisement?.Status == OwnerStatus.Draining;

    private static bool Matches(Instance instance, ResolveOptions options) =>
        (options.Zone is null || options.Zone == instance.Zone) && options.Tags.All(instance.Tags.Contains);

    private static InstanceSet Keep(InstanceSet found, Func<Binding, bool> keep)
    {
        var kept = new List<Binding>(found.Count);
        foreach (var binding in found.Bindings)
        {
            if (keep(binding))
            {
                kept.Add(binding);
            }
        }

        return new InstanceSet([.. kept]);
    }

    private static bool HasSome(InstanceSet found, Func<Binding, bool> holds)
    {
        foreach (var binding in found.Bindings)
        {
            if (holds(binding))
            {
                return true;
            }
        }

        return false;
    }
}
