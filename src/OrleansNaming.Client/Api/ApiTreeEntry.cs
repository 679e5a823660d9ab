namespace OrleansNaming.Api;

/// <summary>What a name of the tree refers to.</summary>
internal sealed record ApiTreeEntry
{
    /// <summary>The full name, as a composite name.</summary>
    public required string Name { get; init; }

    /// <summary><c>service</c>, <c>value</c>, <c>link</c> or <c>context</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>The value or the link.</summary>
    public ApiReference? Reference { get; init; }

    /// <summary>A service's live instances, as the asker may see them.</summary>
    public IReadOnlyList<ApiInstance>? Instances { get; init; }

    /// <summary>Whether it is a context, also when it is something else too.</summary>
    public bool Context { get; init; }

    /// <summary>How many bindings of the name are not served; told only when some are.</summary>
    public int? Conflicted { get; init; }

    /// <summary>The newest version that contributed.</summary>
    public string? Stamp { get; init; }

    public static ApiTreeEntry From(TreeEntry entry, Func<InstanceSet, InstanceSet> seen) => new()
    {
        Name = entry.Name.ToString(),
        Kind = ApiWord.Of(entry.Kind),
        Reference = ApiReference.From(entry.Reference),
        Instances = entry.Kind == ReferenceKind.Service ? ApiResolved.From("", seen(entry.Instances), true).Instances : null,
        Context = entry.IsContext,
        Conflicted = entry.Conflicted == 0 ? null : entry.Conflicted,
        Stamp = entry.Stamp.Server.Value is null ? null : entry.Stamp.ToString(),
    };

    /// <summary>As the client's caller sees it.</summary>
    public TreeEntry ToEntry() => new(CompositeName.Parse(Name), ApiWord.TryRead<ReferenceKind>(Kind, out var kind) ? kind : ReferenceKind.Context)
    {
        Reference = Reference?.ToReference(out _),
        Instances = new InstanceSet([.. (Instances ?? []).Select(instance => instance.ToBinding()).OfType<Binding>()]),
        IsContext = Context,
        Conflicted = Conflicted ?? 0,
        Stamp = Token.TryParse(Stamp, out var token) ? token : default,
    };
}
