namespace OrleansNaming.Resolution;

/// <summary>
/// candidates → tags → zone → drain: from a name's live set to the instances that answer one question; every face resolves through it. A
/// question that all instances answer gets the set itself and allocates nothing.
/// <para>
/// Demands commute, so their order is only what an explanation reads. A preference does not: it stands behind all demands, since it must
/// see whether anything else is left of what was asked for (docs/decisions/0006).
/// </para>
/// </summary>
internal static class ResolutionPipeline
{
    private static readonly IResolutionStage[] Stages = [new TagStage(), new ZoneStage(), new DrainStage()];
    private static readonly ResolveOptions Nothing = new();

    /// <param name="candidates">The live set of the name.</param>
    /// <param name="options">What is asked; null for nothing beyond the name.</param>
    /// <param name="outcomes">Gets what each stage that was asked kept and removed, or null when nobody wants to know.</param>
    public static InstanceSet Narrow(InstanceSet candidates, ResolveOptions? options, ICollection<StageOutcome>? outcomes = null)
    {
        options ??= Nothing;
        foreach (var stage in Stages)
        {
            if (stage.IsAsked(options))
            {
                candidates = Pass(candidates, stage, options, outcomes);
            }
        }

        return candidates;
    }

    private static InstanceSet Pass(InstanceSet set, IResolutionStage stage, ResolveOptions options, ICollection<StageOutcome>? outcomes)
    {
        var (kept, removed) = Split(set, stage, options);
        if (kept.Count == 0 && stage.IsPreference)
        {
            (kept, removed) = (set, default);
        }

        outcomes?.Add(new StageOutcome(stage.Name, kept, removed));
        return kept;
    }

    /// <summary>Asks once for each binding: a server that begins to drain meanwhile is on one side of it.</summary>
    private static (InstanceSet Kept, InstanceSet Removed) Split(InstanceSet set, IResolutionStage stage, ResolveOptions options)
    {
        var bindings = set.Bindings;
        List<Binding>? kept = null;
        List<Binding>? removed = null;
        for (var i = 0; i < bindings.Length; i++)
        {
            if (stage.Keeps(bindings[i], options))
            {
                kept?.Add(bindings[i]);
            }
            else
            {
                kept ??= [.. bindings[..i]];
                (removed ??= []).Add(bindings[i]);
            }
        }

        return removed is null ? (set, default) : (new InstanceSet([.. kept!]), new InstanceSet([.. removed]));
    }
}
