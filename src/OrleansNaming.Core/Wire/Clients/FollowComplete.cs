namespace OrleansNaming.Wire.Clients;

/// <summary>"You have all that I have": sent after each sweep in which completeness changed, or an owner went.</summary>
/// <param name="IsComplete">Whether the node's directory is complete: only then does an owner's absence count.</param>
/// <param name="Servers">With completeness: every owner that the node knows; what is not among them is gone.</param>
internal sealed record FollowComplete(bool IsComplete, IReadOnlyList<string> Servers) : FollowWord;
