namespace OrleansNaming;

/// <summary>One thing that happened inside a node.</summary>
/// <param name="Kind">What.</param>
/// <param name="Owner">Whose list it concerns; default when none.</param>
/// <param name="Stamp">Which version; none when not about one.</param>
/// <param name="Since">For a fetch: from which version.</param>
/// <param name="Text">More for people; may be empty.</param>
/// <param name="Took">For an applied version: since it was heard of here; for an acknowledged one: since it was visible at its owner.</param>
internal readonly record struct Observation(
    ObservationKind Kind, ServerId Owner, Stamp Stamp = default, Stamp Since = default, string Text = "", TimeSpan Took = default);
