namespace OrleansNaming.Resolution;

/// <summary>
/// candidates → tags → zone → scope → drain: from a name's live set to the instances that answer one question; every face resolves through it. A
/// question that all instances answer gets the set itself and allocates nothing.
/// <para>
/// Demands commute, so their order is only what an explanation reads. A preference does not: it stands behind all demands, since it must
/// see whether anything else is left of what was asked for (docs/decisions/0006). So the scope stands before the drain: what the asker has no
/// address of is not left for him (docs/decisions/0009).
/// </para>
/// </summary>
internal static class ResolutionPipeline
{
    private static readonly IResolutionStage[] Stages = [new TagStage(), new ZoneStage(), new ScopeStage(), new DrainStage()];
    private static readonly ScopeStage Dialled = new();
    private static readonly ResolveOptions Nothing = new();

    /// <param name="candidates">The live set of the name.</param>
    /// <param name="options">What is asked; null for nothing beyond the name.</param>
    /// <param name="outcomes">Gets what each stage that was asked kept and removed, or null when nobody wants to know.</param>
    /// <param name="asker">Who asks; null for an outsider.</param>
    public static InstanceSet Narrow(
        InstanceSet candidates, ResolveOptions? options, ICollection<StageOutcome>? outcomes = null, Asker? asker = null)
    {
        var question = new Question(options ?? Nothing, asker ?? Asker.Outsider, HasScopes(candidates));
        foreach (var stage in Stages)
        {
            if (stage.IsAsked(question))
            {
                candidates = Pass(candidates, stage, question, outcomes);
            }
        }

        return ScopeView.Of(candidates, question);
    }

    /// <summary>The live set as the asker may dial it: the scope stage and nothing else, for who chooses among the instances by himself.</summary>
    public static InstanceSet Scope(InstanceSet live, Asker asker)
    {
        var question = new Question(Nothing, asker, HasScopes(live));
        return question.HasScopes ? ScopeView.Of(Pass(live, Dialled, question, outcomes: null), question) : live;
    }

    private static bool HasScopes(InstanceSet set)
    {
        foreach (var binding in set.Bindings)
        {
            if (binding.Instance.HasScope)
            {
                return true;
            }
        }

        return false;
    }

    private static InstanceSet Pass(InstanceSet set, IResolutionStage stage, in Question question, ICollection<StageOutcome>? outcomes)
    {
        var (kept, removed) = Split(set, stage, question);
        if (kept.Count == 0 && stage.IsPreference)
        {
            (kept, removed) = (set, default);
        }

        outcomes?.Add(new StageOutcome(stage.Name, kept, removed));
        return kept;
    }

    /// <summary>Asks once for each binding: a server that begins to drain meanwhile is on one side of it.</summary>
    private static (InstanceSet Kept, InstanceSet Removed) Split(InstanceSet set, IResolutionStage stage, in Question question)
    {
        var bindings = set.Bindings;
        List<Binding>? kept = null;
        List<Binding>? removed = null;
        for (var i = 0; i < bindings.Length; i++)
        {
            if (stage.Keeps(bindings[i], question))
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
