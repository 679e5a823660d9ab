namespace OrleansNaming;

/// <summary>One event of a watch.</summary>
/// <param name="Kind">What happened.</param>
/// <param name="Name">The full path; empty for a reset.</param>
/// <param name="Instance">The instance, or null for a reset.</param>
/// <param name="Owner">Whose list changed.</param>
/// <param name="Stamp">The version of that list that made the change.</param>
public sealed record NamingChange(ChangeKind Kind, string Name, Instance? Instance, ServerId Owner, Stamp Stamp)
{
    /// <summary>
    /// Which write of this process's replica made the event; 0 for one that came from elsewhere. Set by the replica before anybody else has the event.
    /// A stamp cannot stand for it: hiding, showing and removing an owner raise none.
    /// </summary>
    internal ulong Edition { get; set; }

    /// <summary>Whether both say the same; in which replica's which write is no part of it.</summary>
    /// <param name="other">The other event.</param>
    public bool Equals(NamingChange? other) =>
        other is not null && (Kind, Name, Owner, Stamp) == (other.Kind, other.Name, other.Owner, other.Stamp) && EqualityComparer<Instance?>.Default.Equals(Instance, other.Instance);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Kind, Name, Instance, Owner, Stamp);
}
