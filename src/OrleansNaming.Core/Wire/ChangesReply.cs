namespace OrleansNaming.Wire;

/// <summary>The answer to a <see cref="ChangesRequest"/>.</summary>
/// <param name="Outcome">What kind of answer it is.</param>
/// <param name="Server">Whose list.</param>
/// <param name="Current">The answerer's present stamp of it.</param>
/// <param name="Delta">The changes (base = since), or with base 0 the full list; null unless the outcome says so.</param>
/// <param name="Inherits">With a full list: the ancestors that it contains.</param>
/// <param name="Interval">The owner's T.</param>
internal sealed record ChangesReply(
    ChangesOutcome Outcome, ServerId Server, Stamp Current, Delta? Delta, IReadOnlyList<Stamp> Inherits, TimeSpan Interval) : Message;
