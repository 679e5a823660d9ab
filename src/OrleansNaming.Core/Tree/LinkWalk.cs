using OrleansNaming.Advertising;
using OrleansNaming.Replica;

namespace OrleansNaming.Tree;

/// <summary>
/// Follows links: those within a name always, the one at its end where the caller wants it (JNDI: lookup does, lookupLink does not). Each step
/// reads one name's state; several steps are not one state. At most <see cref="Limits.LinkHops"/> steps, so it always ends.
/// </summary>
internal static class LinkWalk
{
    /// <param name="replica">What is shown.</param>
    /// <param name="path">A valid flat path, or empty for the root.</param>
    /// <param name="followsLast">Whether a link that the whole path names is followed too.</param>
    public static TreePath Follow(DirectoryReplica replica, string path, bool followsLast)
    {
        var trail = new List<string>();
        while (replica.HasLinks && FindLink(replica, path, followsLast) is var (at, link) && link is not null)
        {
            trail.Add(path);
            if (trail.IndexOf(path) is var first && first < trail.Count - 1)
            {
                return Refuse($"the links lead in a circle: {Say(trail[first..])}");
            }

            if (trail.Count > Limits.LinkHops)
            {
                return Refuse($"more than {Limits.LinkHops} links follow each other: {Say(trail)}");
            }

            path = TargetOf(path[..at], link) + path[at..];
            if (path.Length > 0 && NamePath.CheckTree(path) is { } wrong)
            {
                return Refuse($"the links lead to no name ({wrong}): {Say(trail)} → …");
            }
        }

        return new TreePath(path, Verdict.Accepted);
    }

    /// <summary>The first link on the way, and where it ends in the path.</summary>
    private static (int At, Reference? Link) FindLink(DirectoryReplica replica, string path, bool followsLast)
    {
        for (var at = 1; at <= path.Length; at++)
        {
            var isEnd = at == path.Length;
            if ((isEnd ? followsLast : path[at] == '/') && replica.ReferenceOf(path[..at]) is { Kind: ReferenceKind.Link } link)
            {
                return (at, link);
            }
        }

        return default;
    }

    private static string TargetOf(string link, Reference reference)
    {
        var isRelative = reference.Target.StartsWith("./", StringComparison.Ordinal);
        var target = CompositeName.Parse(isRelative ? reference.Target[2..] : reference.Target).Path;
        var context = TreePath.ParentOf(link);
        return isRelative && context.Length > 0 ? $"{context}/{target}" : target;
    }

    private static string Say(IEnumerable<string> trail) => string.Join(" → ", trail.Select(TreePath.Say));

    private static TreePath Refuse(string message) => new("", Verdict.Refuse(Refusal.LinkLoop, message));
}
