namespace OrleansNaming.Resolution;

/// <summary>What an engine knows of an owner beyond its list.</summary>
/// <param name="State">How its life is judged.</param>
/// <param name="Silence">How long ago it was heard.</param>
/// <param name="IsBehind">Whether a higher stamp of it was heard of than is held.</param>
internal readonly record struct OwnerHeard(OwnerState State, TimeSpan Silence, bool IsBehind);
