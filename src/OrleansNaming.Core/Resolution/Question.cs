namespace OrleansNaming.Resolution;

/// <summary>What one resolve asks its stages.</summary>
/// <param name="Options">What is asked beyond the name.</param>
/// <param name="Asker">Who asks.</param>
/// <param name="HasScopes">Whether some candidate states for whom an endpoint is.</param>
internal readonly record struct Question(ResolveOptions Options, Asker Asker, bool HasScopes)
{
    /// <summary>Whether it is answered as a member's.</summary>
    public bool IsInside => Asker.SeesInside(Options.Scope);
}
