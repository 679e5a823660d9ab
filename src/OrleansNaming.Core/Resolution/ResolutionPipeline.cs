namespace OrleansNaming.Resolution;

/// <summary>
/// candidates → tags → zone → scope → health → drain → nearest: from a name's live set to the instances that answer one question; every face
/// resolves through it. A question that all instances answer gets the set itself and allocates nothing.
/// <para>
/// Demands (tags, zone, scope) commute, so their order is only what an explanation reads. Preferences (health, drain, nearest) do not: they
/// stand behind all demands, since each must see whether anything else is left of what was asked for (docs/decisions/0006, 0009, 0012).
/// Weight and policy come after: they need a memory of former answers or of calls under way, which the one who calls has.
/// </para>
/// </summary>
internal static class ResolutionPipeline
{
    private static readonly IResolutionStage[] Stages =
        [new TagStage(), new ZoneStage(), new ScopeStage(), new HealthStage(), new DrainStage(), new NearestStage()];

    private static readonly ScopeStage Dialled = new();
    private static readonly ResolveOptions Nothing = new();

    /// <param name="candidates">The live set of the name.</param>
    /// <param name="options">What is asked; null for nothing beyond the name.</param>
    /// <param name="outcomes">Gets what each stage that was asked kept and removed, or null when nobody wants to know.</param>
    /// <param name="asker">Who asks; null for an outsider.</param>
    public static InstanceSet Narrow(
        InstanceSet candidates, ResolveOptions? options, ICollection<StageOutcome>? outcomes = null, Asker? asker = null)
    {
        var question = Question.Of(candidates, options ?? Nothing, asker ?? Asker.Outsider);
        foreach (var stage in Stages)
        {
            if (stage.IsAsked(question))
            {
                question = stage is NearestStage ? question with { Nearest = NearestStage.Nearest(candidates, question.Options.Zones) } : question;
                candidates = Pass(candidates, stage, question, outcomes);
            }
        }

        return ScopeView.Of(candidates, question);
    }

    /// <summary>The live set as the asker may dial it: the scope stage and nothing else, for who chooses among the instances by himself.</summary>
    public static InstanceSet Scope(InstanceSet live, Asker asker)
    {
        var question = Question.Of(live, Nothing, asker);
        return question.HasScopes ? ScopeView.Of(Pass(live, Dialled, question, outcomes: null), question) : live;
    }

    private static InstanceSet Pass(InstanceSet set, IResolutionStage stage, in Question question, ICollection<StageOutcome>? outcomes)
    {
        var (kept, removed) = Split(set, stage, question);
        var isOverruled = kept.Count == 0 && stage.IsPreference;
        if (isOverruled)
        {
            (kept, removed) = (set, default);
        }

        if (outcomes is not null)
        {
            outcomes.Add(Outcome(stage, question, kept, removed) with { IsOverruled = isOverruled && set.Count > 0 });
        }

        return kept;
    }

    private static StageOutcome Outcome(IResolutionStage stage, in Question question, InstanceSet kept, InstanceSet removed)
    {
        var why = new List<string>(removed.Count);
        foreach (var binding in removed.Bindings)
        {
            why.Add(stage.Why(binding, question));
        }

        return new StageOutcome(stage.Name, kept, removed) { IsPreference = stage.IsPreference, Why = why };
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
