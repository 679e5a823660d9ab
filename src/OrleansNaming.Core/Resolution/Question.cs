namespace OrleansNaming.Resolution;

/// <summary>What one resolve asks its stages.</summary>
/// <param name="Options">What is asked beyond the name.</param>
/// <param name="Asker">Who asks.</param>
/// <param name="HasScopes">Whether some candidate states for whom an endpoint is.</param>
/// <param name="HasUnhealthy">Whether some candidate is unhealthy.</param>
internal readonly record struct Question(ResolveOptions Options, Asker Asker, bool HasScopes, bool HasUnhealthy = false)
{
    /// <summary>Whether it is answered as a member's.</summary>
    public bool IsInside => Asker.SeesInside(Options.Scope);

    /// <summary>The place of the nearest zone that has instances left; only <see cref="NearestStage"/> looks at it.</summary>
    public int Nearest { get; init; }

    /// <summary>One look at the candidates says which stages have nothing to ask.</summary>
    public static Question Of(InstanceSet candidates, ResolveOptions options, Asker asker)
    {
        var (hasScopes, hasUnhealthy) = (false, false);
        foreach (var binding in candidates.Bindings)
        {
            hasScopes |= binding.Instance.HasScope;
            hasUnhealthy |= binding.Instance.Health == InstanceHealth.Unhealthy;
        }

        return new Question(options, asker, hasScopes, hasUnhealthy);
    }
}
