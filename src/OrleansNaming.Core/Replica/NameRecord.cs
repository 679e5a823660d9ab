namespace OrleansNaming.Replica;

/// <summary>
/// A name of which there is more to say than a pool's instances: a stricter policy, or a reference of the tree. Immutable, replaced whole.
/// </summary>
internal sealed class NameRecord
{
    public NameRecord(Binding[] live)
    {
        Live = live;
        Served = ConflictRule.Served(live);
        Services = Array.TrueForAll(Served, static binding => binding.Instance.Reference is null) ? Served
            : Array.FindAll(Served, static binding => binding.Instance.Reference is null);
        IsContext = Array.Exists(Served, static binding => binding.Instance.Reference?.Kind == ReferenceKind.Context);
        Bound = Array.Find(Served, static binding => binding.Instance.Reference is { Kind: ReferenceKind.Value or ReferenceKind.Link });
    }

    /// <summary>All shown bindings, conflicted ones among them. Invariant: not empty.</summary>
    public Binding[] Live { get; }

    /// <summary>Those of them that are served.</summary>
    public Binding[] Served { get; }

    /// <summary>What stands in the name's slot: the served services.</summary>
    public Binding[] Services { get; }

    /// <summary>The served value or link; default when there is none.</summary>
    public Binding Bound { get; }

    /// <summary>The served value or link, or null.</summary>
    public Reference? Reference => Bound.Instance?.Reference;

    /// <summary>Whether it was created as a context of the tree.</summary>
    public bool IsContext { get; }

    public bool IsConflicted => Live.Length > Served.Length;

    public static bool IsNeeded(Binding[] live) => Array.Exists(live, static binding => binding.Instance.Terms is not null);
}
