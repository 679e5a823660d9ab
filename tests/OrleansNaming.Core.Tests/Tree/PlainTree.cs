namespace OrleansNaming.Core.Tests.Tree;

/// <summary>The tree's dumb twin: one dictionary of names, and JNDI's rules in the order in which they are asked.</summary>
internal sealed class PlainTree
{
    /// <summary>Flat path → what is bound; null for a created context.</summary>
    private readonly SortedDictionary<string, Reference?> _names = new(StringComparer.Ordinal);

    public IEnumerable<string> Lines => _names.Select(name => $"{name.Key}: {name.Value?.ToString() ?? "context"} {(name.Value is { Kind: ReferenceKind.Value } value ? value.Text : "")}");

    public Refusal Bind(string path, Reference reference, bool replace) => On(path, at =>
    {
        if (IsContext(at) || (_names.ContainsKey(at) && !replace))
        {
            return Refusal.AlreadyBound;
        }

        _names[at] = reference;
        return Refusal.None;
    });

    public Refusal Unbind(string path) => On(path, at =>
    {
        if (IsContext(at))
        {
            return Refusal.Invalid;
        }

        _names.Remove(at);
        return Refusal.None;
    });

    public Refusal Create(string path) => On(path, at =>
    {
        if (_names.ContainsKey(at) || IsContext(at))
        {
            return Refusal.AlreadyBound;
        }

        _names[at] = null;
        return Refusal.None;
    });

    public Refusal Destroy(string path) => On(path, at =>
    {
        if (_names.ContainsKey(at) && !IsContext(at))
        {
            return Refusal.NotContext;
        }

        if (Below(at).Count > 0)
        {
            return Refusal.NotEmpty;
        }

        _names.Remove(at);
        return Refusal.None;
    });

    public Refusal Rename(string path, string to) => On(path, from => On(to, target =>
    {
        if (!_names.ContainsKey(from))
        {
            return Refusal.NotFound;
        }

        if (_names.ContainsKey(target))
        {
            return Refusal.AlreadyBound;
        }

        string[] moved = [from, .. Below(from)];
        if (target.StartsWith(from + "/", StringComparison.Ordinal) || moved.Any(name => (target + name[from.Length..]).Split('/').Length > 16))
        {
            return Refusal.Invalid;
        }

        foreach (var name in moved)
        {
            _names[target + name[from.Length..]] = _names[name];
            _names.Remove(name);
        }

        return Refusal.None;
    }));

    /// <summary>What a lookup finds: its text, or the refusal.</summary>
    public string Lookup(string path, bool followsLast)
    {
        var (at, refusal) = Follow(path, followsLast);
        return refusal != Refusal.None ? refusal.ToString()
            : at.Length == 0 ? "context"
            : _names.TryGetValue(at, out var found) ? found?.ToString() ?? "context"
            : Refusal.NotFound.ToString();
    }

    private Refusal On(string path, Func<string, Refusal> act)
    {
        var (at, refusal) = Follow(path, followsLast: false);
        var context = at.Contains('/') ? at[..at.LastIndexOf('/')] : "";
        return refusal != Refusal.None ? refusal
            : IsContext(context) ? act(at)
            : _names.ContainsKey(context) ? Refusal.NotContext
            : Refusal.NotFound;
    }

    private (string Path, Refusal Refusal) Follow(string path, bool followsLast)
    {
        for (var hops = 0; hops <= 16; hops++)
        {
            var segments = path.Split('/');
            var last = followsLast ? segments.Length : segments.Length - 1;
            var at = Enumerable.Range(1, Math.Max(0, last)).Select(count => string.Join('/', segments[..count]))
                .FirstOrDefault(prefix => _names.GetValueOrDefault(prefix) is { Kind: ReferenceKind.Link });
            if (at is null)
            {
                return (path, Refusal.None);
            }

            path = _names[at]!.Target + path[at.Length..];
            if (path.Split('/').Length > 16)
            {
                break;
            }
        }

        return ("", Refusal.LinkLoop);
    }

    private bool IsContext(string path) => path.Length == 0 || (_names.TryGetValue(path, out var found) && found is null);

    private List<string> Below(string path) => _names.Keys.Where(name => name.StartsWith(path + "/", StringComparison.Ordinal)).ToList();
}
