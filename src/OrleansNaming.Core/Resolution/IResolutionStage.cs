namespace OrleansNaming.Resolution;

/// <summary>One named step of a resolve: it narrows the live set by one question that the caller asked.</summary>
internal interface IResolutionStage
{
    /// <summary>What an explanation calls it.</summary>
    string Name { get; }

    /// <summary>Whether the caller asks for anything here; if not, the stage is passed over.</summary>
    bool IsAsked(ResolveOptions options);

    /// <summary>Whether an instance stays.</summary>
    bool Keeps(Instance instance, ResolveOptions options);
}
