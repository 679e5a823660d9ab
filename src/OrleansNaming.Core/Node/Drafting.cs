using OrleansNaming.Advertising;
using OrleansNaming.Guests;
using OrleansNaming.Health;
using OrleansNaming.Replica;
using OrleansNaming.Tree;

namespace OrleansNaming.Node;

/// <summary>Drafts a change into the next version of the own list, by whoever knows its kind.</summary>
internal sealed class Drafting(ServerId self, DirectoryReplica replica, NodeStep step, Func<bool> isLeaving)
{
    public Verdict Draft(ListDraft draft, Change change)
    {
        // Nothing follows goodbye in its incarnation (rule 10), and who is leaving takes nobody in.
        if (draft.Status == OwnerStatus.Left || (change is AdoptGuest or BuryGuest && isLeaving()))
        {
            return Verdict.Refuse(Refusal.Stopping, $"server '{self}' is leaving; use another one");
        }

        var (verdict, judged) = BindingRule.Judge(change, self, replica);
        return verdict.Refusal != Refusal.None ? verdict : DraftJudged(draft, judged);
    }

    private Verdict DraftJudged(ListDraft draft, Change change) => change switch
    {
        RegisterGuest or DeregisterGuest or AdoptGuest or BuryGuest or DropGuest =>
            GuestChanges.Draft(draft, change, replica.Guests, step.Now.UnixMilliseconds),
        SetHealth found => HealthChanges.Draft(draft, found),
        TreeChange tree => new TreeChanges(draft, replica, step.Now.UnixMilliseconds).Draft(tree),
        _ => OwnChanges.Draft(draft, change),
    };
}
