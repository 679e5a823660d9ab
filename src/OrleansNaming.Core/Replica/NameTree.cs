namespace OrleansNaming.Replica;

/// <summary>
/// Which names and contexts there are, in order, for listings. Contexts are implicit: they are there while a name or a
/// created context is below them, so nothing has to be kept for them. Used under the replica's gate only.
/// </summary>
internal sealed class NameTree(NameIndex index, NameRecords records)
{
    /// <summary>The most children on one page.</summary>
    public const int PageMax = 1_000;

    /// <summary>Sorts behind everything below a context and before its next sibling: no name contains it.</summary>
    private const char Behind = '\u0001';

    /// <summary>Invariant: exactly the bound names and the created contexts.</summary>
    private readonly PathSet _paths = new();

    /// <summary>Invariant: how many visible owners created that context, above 0.</summary>
    private readonly Dictionary<string, int> _created = [];

    /// <summary>A name got its first binding.</summary>
    public void Bound(string name) => _paths.Add(name);

    /// <summary>A name lost its last binding.</summary>
    public void Unbound(string name)
    {
        if (!_created.ContainsKey(name))
        {
            _paths.Remove(name);
        }
    }

    /// <summary>One more owner shows a context, or one less.</summary>
    public void Count(string context, int more)
    {
        var count = _created.GetValueOrDefault(context) + more;
        if (count > 0)
        {
            _created[context] = count;
            _paths.Add(context);
            return;
        }

        _created.Remove(context);
        if (!IsBound(context))
        {
            _paths.Remove(context);
        }
    }

    /// <summary>One page of a context's children, in order of their segments.</summary>
    /// <param name="context">The full path; empty for the root.</param>
    /// <param name="after">The last child of the page before, by full path or segment; null for the first page.</param>
    /// <param name="limit">At most so many; held within 1 to <see cref="PageMax"/>.</param>
    /// <param name="isComplete">Whether the directory is.</param>
    public NameList List(string context, string? after, int limit, bool isComplete)
    {
        var below = context.Length == 0 ? "" : context + "/";
        var place = _paths.Seek(after is null ? below : Path(below, after) + Behind);
        var page = new List<NameListItem>();
        var room = Math.Clamp(limit, 1, PageMax);
        while (_paths[place] is { } path && path.StartsWith(below, StringComparison.Ordinal))
        {
            if (page.Count == room)
            {
                return new NameList(page, page[^1].Name, isComplete);
            }

            place = Add(page, path, below.Length, place);
        }

        return new NameList(page, null, isComplete);
    }

    /// <summary>Adds the child that a path belongs to.</summary>
    /// <returns>The place behind that child and all that is below it.</returns>
    private PathPlace Add(List<NameListItem> page, string path, int start, PathPlace place)
    {
        var slash = path.IndexOf('/', start);
        var child = slash < 0 ? path : path[..slash];
        var next = slash < 0 ? _paths.After(place) : place;
        var hasBelow = IsBelow(_paths[next], child);
        page.Add(new NameListItem(child, slash < 0 ? InstancesOf(child) : 0, hasBelow || IsCreated(child)));
        return hasBelow ? _paths.Seek(child + Behind) : next;
    }

    /// <summary>Whether a context of that name was created, by a server's own line or in the tree.</summary>
    public bool IsCreated(string name) => _created.ContainsKey(name) || records.Find(name) is { IsContext: true };

    /// <summary>Whether names are below one; below the root are all.</summary>
    public bool HasBelow(string context) => context.Length == 0 ? _paths.Count > 0 : IsBelow(_paths[_paths.Seek(context + "/")], context);

    /// <summary>The names below a context, in order; not the context itself. Below the root are all.</summary>
    public IEnumerable<string> Below(string context)
    {
        var isRoot = context.Length == 0;
        for (var place = _paths.Seek(isRoot ? "" : context + "/"); _paths[place] is { } path && (isRoot || IsBelow(path, context)); place = _paths.After(place))
        {
            yield return path;
        }
    }

    private bool IsBound(string name) => InstancesOf(name) > 0 || records.Find(name) is not null;

    private int InstancesOf(string name) => index.Peek(name).Count;

    private static bool IsBelow(string? path, string context) =>
        path is not null && path.Length > context.Length && path[context.Length] == '/' && path.StartsWith(context, StringComparison.Ordinal);

    private static string Path(string below, string after) =>
        after.StartsWith(below, StringComparison.Ordinal) ? after : below + after;
}
