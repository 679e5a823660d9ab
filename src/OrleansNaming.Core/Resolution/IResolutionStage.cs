namespace OrleansNaming.Resolution;

/// <summary>One named step of a resolve: it narrows the live set by one question. Pure: what it needs is in the question.</summary>
internal interface IResolutionStage
{
    /// <summary>What an explanation calls it.</summary>
    string Name { get; }

    /// <summary>Whether it removes nothing where it would remove all: its answer is a preference, no demand.</summary>
    bool IsPreference { get; }

    /// <summary>Whether there is anything to ask; if not, the stage is passed over.</summary>
    bool IsAsked(in Question question);

    /// <summary>Whether an instance stays.</summary>
    bool Keeps(in Binding binding, in Question question);

    /// <summary>Why an instance does not stay, for people. Asked only by an explanation.</summary>
    string Why(in Binding binding, in Question question);
}
