namespace OrleansNaming.Wire;

/// <summary>One owner of a dump: the list, and what the peer knows of the owner's life. An age, never a fresh lease (rule 10).</summary>
internal sealed record DumpedOwner(Holding Holding, Delta Full, IReadOnlyList<Stamp> Inherits, TimeSpan Interval);
