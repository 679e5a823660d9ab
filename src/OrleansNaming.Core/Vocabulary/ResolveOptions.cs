namespace OrleansNaming;

/// <summary>What a resolve asks for beyond the name.</summary>
public sealed record ResolveOptions : ReadOptions
{
    /// <summary>Only instances that carry all of these tags.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>Only instances of this zone; null for all. The same as <see cref="Zones"/> with one zone, or none.</summary>
    public string? Zone
    {
        get => Zones.Count == 1 ? Zones[0] : null;
        init => Zones = value is null ? [] : [value];
    }

    /// <summary>
    /// Zones in the order of fail-over: only instances of these, and of them those of the first zone that has any which is healthy and not
    /// draining. <c>"*"</c> at the end stands for all others, those of unknown zone too. The default is none: zones do not matter.
    /// </summary>
    public IReadOnlyList<string> Zones { get; init; } = [];

    /// <summary>Which addresses are asked for, where instances state for whom theirs are. The default is <see cref="ResolveScope.Auto"/>.</summary>
    public ResolveScope Scope { get; init; }

    /// <summary>Whether a member is shown its own instances too, where they state a scope. The default is false: it never dials itself.</summary>
    public bool IncludeSelf { get; init; }
}
