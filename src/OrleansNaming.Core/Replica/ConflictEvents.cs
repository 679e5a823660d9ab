namespace OrleansNaming.Replica;

/// <summary>
/// Tells what a version changed at a name that is not a pool: what is served, not what is bound. A binding that stands behind the winner is
/// told as <see cref="ChangeKind.Conflicted"/>, one that comes to be served as bound, whoever's list made it so.
/// </summary>
internal static class ConflictEvents
{
    /// <param name="name">The name.</param>
    /// <param name="before">What was shown of it.</param>
    /// <param name="after">What is.</param>
    /// <param name="changes">Events; those from <paramref name="start"/> on are of this name, line by line, and are replaced.</param>
    /// <param name="start">Where this name's begin.</param>
    public static void Rewrite(string name, Binding[] before, Binding[] after, List<NamingChange> changes, int start)
    {
        var lines = changes[start..];
        changes.RemoveRange(start, lines.Count);
        var (served, serves) = (ConflictRule.Served(before), ConflictRule.Served(after));
        foreach (var binding in before)
        {
            if (Find(after, binding) < 0)
            {
                // A line that is gone: told as it went. One that moved to another holder is told where it came to.
                changes.AddRange(lines.Where(change => change.Kind is ChangeKind.Unbound or ChangeKind.Hidden && change.Instance!.InstanceId == binding.Instance.InstanceId && !changes[start..].Contains(change)));
            }
        }

        foreach (var binding in after)
        {
            var (wasAt, was, isServed) = (Find(before, binding), Find(served, binding) >= 0, Find(serves, binding) >= 0);
            if (!isServed && (was || wasAt < 0))
            {
                changes.Add(Of(ChangeKind.Conflicted, name, binding));
            }
            else if (isServed && (!was || !before[wasAt].Instance.ContentEquals(binding.Instance)))
            {
                changes.Add(Of(was ? ChangeKind.Rebound : ChangeKind.Bound, name, binding));
            }
        }
    }

    private static NamingChange Of(ChangeKind kind, string name, in Binding binding) =>
        new(kind, name, binding.Instance, binding.Version.Owner.Server, Newer(binding.Version.Stamp, binding.Version.Owner.Stamp));

    /// <summary>Another owner's list may have made the change: then it is told at the version that this owner stands at, as a guest's is.</summary>
    private static Stamp Newer(Stamp left, Stamp right) => left > right ? left : right;

    private static int Find(Binding[] bindings, Binding wanted) => Array.FindIndex(
        bindings, binding => binding.Version.Owner == wanted.Version.Owner && binding.Instance.InstanceId == wanted.Instance.InstanceId);
}
