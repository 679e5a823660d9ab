using OrleansNaming.Advertising;

namespace OrleansNaming.Health;

/// <summary>Drafts what checks have found out.</summary>
internal static class HealthChanges
{
    /// <summary>A line that has left meanwhile, or has other checks, is left alone: its own checks will tell.</summary>
    public static Verdict Draft(ListDraft draft, SetHealth change)
    {
        if (draft.Find(change.Key) is Instance { Checks.Count: > 0 } instance && instance.Health != change.Health)
        {
            draft.Put(Lines.WithHealth(instance, change.Health));
        }

        return Verdict.Accepted;
    }
}
