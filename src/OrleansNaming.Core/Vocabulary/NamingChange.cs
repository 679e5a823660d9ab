namespace OrleansNaming;

/// <summary>One event of a watch.</summary>
/// <param name="Kind">What happened.</param>
/// <param name="Name">The full path; empty for a reset.</param>
/// <param name="Instance">The instance, or null for a reset.</param>
/// <param name="Owner">Whose list changed.</param>
/// <param name="Stamp">The version of that list that made the change.</param>
public sealed record NamingChange(ChangeKind Kind, string Name, Instance? Instance, ServerId Owner, Stamp Stamp);
