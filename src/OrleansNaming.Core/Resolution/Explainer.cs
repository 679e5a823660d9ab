using OrleansNaming.Replica;

namespace OrleansNaming.Resolution;

/// <summary>
/// Says why a name resolves to what it does: asks the same pipeline as a resolve, and tells what it said. Nothing is kept for it on a resolve's
/// way: what is not in the slots is looked for in the owners' lists when somebody asks.
/// </summary>
internal sealed class Explainer(DirectoryReplica replica, ExplainContext context)
{
    /// <summary>Lines that one explanation tells of; beyond, the last ones are left out.</summary>
    public const int LinesMax = 1_024;

    private const string Liveness = "liveness";
    private const string Conflict = "conflict";

    private readonly Dictionary<(ServerId, Stamp), PastVersion> _versions = [];

    public Explanation Explain(string name, ResolveOptions? options, Asker asker)
    {
        foreach (var version in replica.History.Versions())
        {
            _versions.TryAdd((version.Owner, version.Stamp), version);
        }

        var outcomes = new List<StageOutcome>();
        var live = replica.Peek(name);
        ResolutionPipeline.Narrow(live, options, outcomes, asker);
        var lines = new List<ExplainedInstance>();
        foreach (var binding in live.Bindings)
        {
            lines.Add(Line(binding, outcomes));
        }

        var absent = Absent(name, live);
        lines.AddRange(absent);
        return new Explanation(name, context.AnsweredBy, replica.IsComplete, Stages(live.Count, absent.Count, outcomes),
            [.. lines.OrderBy(line => line.Owner).ThenBy(line => line.InstanceId, StringComparer.Ordinal).Take(LinesMax)]);
    }

    private static List<ExplainedStage> Stages(int live, int absent, List<StageOutcome> outcomes) =>
    [
        new ExplainedStage(Liveness, IsPreference: false, live + absent, live, IsOverruled: false),
        .. outcomes.Select(outcome => new ExplainedStage(
            outcome.Stage, outcome.IsPreference, outcome.Kept.Count + outcome.Removed.Count, outcome.Kept.Count, outcome.IsOverruled)),
    ];

    private ExplainedInstance Line(in Binding binding, List<StageOutcome> outcomes)
    {
        var line = Line(binding.Version.Owner, binding.Instance, binding.Version.Stamp);
        foreach (var outcome in outcomes)
        {
            for (var i = 0; i < outcome.Removed.Count; i++)
            {
                if (ReferenceEquals(outcome.Removed[i], binding.Instance) && outcome.Removed.Bindings[i].Version.Owner == binding.Version.Owner)
                {
                    return line with { RemovedBy = outcome.Stage, Why = outcome.Why[i] };
                }
            }
        }

        return line;
    }

    /// <summary>What some list says of the name and no slot shows.</summary>
    private List<ExplainedInstance> Absent(string name, InstanceSet live)
    {
        var shown = new HashSet<(ServerId, string)>();
        foreach (var binding in live.Bindings)
        {
            shown.Add((binding.Version.Owner.Server, binding.Instance.InstanceId));
        }

        var absent = new List<ExplainedInstance>();
        var state = replica.StateOf(name);
        foreach (var owner in replica.Owners)
        {
            foreach (var entry in (owner.Advertisement?.Entries ?? EntryList.Empty).From(name))
            {
                if (entry.Name != name || absent.Count >= LinesMax)
                {
                    break;
                }

                if (entry is Instance instance && !shown.Contains((owner.Server, instance.InstanceId)))
                {
                    var (removedBy, why) = IsConflicted(state, owner, instance) ? (Conflict, WhyConflicted(state)) : (Liveness, WhyAbsent(owner, instance));
                    absent.Add(Line(owner, instance, owner.Stamp) with { RemovedBy = removedBy, Why = why });
                }
            }
        }

        return absent;
    }

    private static bool IsConflicted(in NameState state, OwnerView owner, Instance instance) => Array.Exists(
        state.Live, live => live.Version.Owner.Server == owner.Server && live.Instance.InstanceId == instance.InstanceId)
        && !Array.Exists(state.Served, served => served.Version.Owner.Server == owner.Server && served.Instance.InstanceId == instance.InstanceId);

    /// <summary>The name is another's (docs/decisions/0011).</summary>
    private static string WhyConflicted(in NameState state)
    {
        var winner = Array.Find(state.Served, static served => served.Instance.Reference?.Kind != ReferenceKind.Context);
        return $"the name is that of '{winner.Instance.InstanceId}' at server '{winner.Version.Owner.Server}', with the binding epoch {ConflictRule.EpochOf(winner.Instance)}";
    }

    private ExplainedInstance Line(OwnerView owner, Instance instance, Stamp stamp)
    {
        var heard = context.Heard(owner.Server);
        PastVersion? learnt = _versions.TryGetValue((owner.Server, stamp), out var version) ? version : null;
        return new ExplainedInstance
        {
            InstanceId = instance.InstanceId,
            Owner = owner.Server,
            Stamp = new Token(owner.Server, stamp),
            Learnt = learnt?.How,
            Via = learnt is { Via.Value: not null } told ? told.Via : null,
            LearntAgo = learnt is { } at ? TimeSpan.FromMilliseconds(Math.Max(0, context.UnixMilliseconds - at.At.UnixMilliseconds)) : null,
            OwnerState = heard?.State,
            Silence = heard?.Silence,
            IsStale = owner.IsStale,
            IsBehind = heard?.IsBehind ?? false,
            Hold = instance.Guest is { } guest ? (int)Math.Min(int.MaxValue, guest.Hold) : 0,
        };
    }

    private string WhyAbsent(OwnerView owner, Instance instance)
    {
        var heard = context.Heard(owner.Server);
        if (instance.IsGuest)
        {
            return WhyGuestIsAbsent(owner, instance);
        }

        return owner.IsShown ? "another binding of the name counts"
            : heard?.State switch
            {
                OwnerState.Hidden => $"its server '{owner.Server}' is hidden: silent for {heard.Value.Silence.TotalSeconds:0.0} s",
                OwnerState.Left => $"its server '{owner.Server}' said goodbye",
                null => $"its server '{owner.Server}' is hidden or said goodbye, by the word of the node that is followed",
                _ => $"it is of a former life of '{owner.Server}': the list of the present one is not here yet",
            };
    }

    private string WhyGuestIsAbsent(OwnerView owner, Instance instance)
    {
        foreach (var claim in replica.ClaimsOn(new EntryKey(instance)))
        {
            if (claim.IsPast)
            {
                break;
            }

            return claim.Buried ? $"its client took it back: '{claim.Owner}' has the tombstone of revision {claim.Revision}"
                : claim.Owner == owner.Server ? $"its holder '{owner.Server}' has been silent, and nobody adopted it"
                : $"the record at '{claim.Owner}' counts (revision {claim.Revision}, hold {claim.Hold})";
        }

        return "a later write of its client was known here";
    }
}
