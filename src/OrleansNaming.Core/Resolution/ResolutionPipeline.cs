namespace OrleansNaming.Resolution;

/// <summary>
/// candidates → tags → zone: from a name's live set to the instances that answer one question. A question that asks for
/// nothing, or that all instances answer, gets the set itself and allocates nothing.
/// </summary>
internal static class ResolutionPipeline
{
    private static readonly IResolutionStage[] Stages = [new TagStage(), new ZoneStage()];

    /// <param name="candidates">The live set of the name.</param>
    /// <param name="options">What is asked; null for nothing.</param>
    /// <param name="outcomes">Gets what each stage that was asked kept and removed, or null when nobody wants to know.</param>
    public static InstanceSet Narrow(InstanceSet candidates, ResolveOptions? options, ICollection<StageOutcome>? outcomes = null)
    {
        foreach (var stage in Stages)
        {
            if (options is not null && stage.IsAsked(options))
            {
                candidates = Pass(candidates, stage, options, outcomes);
            }
        }

        return candidates;
    }

    private static InstanceSet Pass(InstanceSet set, IResolutionStage stage, ResolveOptions options, ICollection<StageOutcome>? outcomes)
    {
        var kept = Where(set, stage, options, keeps: true);
        outcomes?.Add(new StageOutcome(stage.Name, kept, Where(set, stage, options, keeps: false)));
        return kept;
    }

    private static InstanceSet Where(InstanceSet set, IResolutionStage stage, ResolveOptions options, bool keeps)
    {
        var count = 0;
        foreach (var instance in set)
        {
            count += stage.Keeps(instance, options) == keeps ? 1 : 0;
        }

        return count == set.Count ? set : count == 0 ? default : new InstanceSet(Select(set, stage, options, keeps, count));
    }

    private static Binding[] Select(InstanceSet set, IResolutionStage stage, ResolveOptions options, bool keeps, int count)
    {
        var selected = new Binding[count];
        var at = 0;
        foreach (var binding in set.Bindings)
        {
            if (stage.Keeps(binding.Instance, options) == keeps)
            {
                selected[at++] = binding;
            }
        }

        return selected;
    }
}
