namespace OrleansNaming.Api;

/// <summary>One node that a drain waited for, or could not.</summary>
/// <param name="Server">Which.</param>
/// <param name="Confirmed">Whether it has confirmed, or need not.</param>
/// <param name="State">How its life is judged.</param>
/// <param name="Followers">Followers and watchers of it.</param>
/// <param name="Why">For people.</param>
internal sealed record ApiDrainedNode(string Server, bool Confirmed, string State, int Followers, string Why);
