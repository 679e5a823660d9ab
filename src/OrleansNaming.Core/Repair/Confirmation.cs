namespace OrleansNaming.Repair;

/// <summary>How far one process of a peer has applied this owner's list, and what it told with it.</summary>
/// <param name="Boot">The process: another one of the same name has to confirm for itself.</param>
/// <param name="Stamp">Cumulative.</param>
/// <param name="Followers">Followers and watchers of it.</param>
/// <param name="LongestTtl">How long clients of its faces may hold an answer.</param>
internal readonly record struct Confirmation(BootId Boot, Stamp Stamp, int Followers, TimeSpan LongestTtl);
