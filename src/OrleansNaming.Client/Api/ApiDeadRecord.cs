namespace OrleansNaming.Api;

/// <summary>A record that failed too often and is tried no more until somebody asks for it (Q17).</summary>
/// <param name="Record">Its key in the track.</param>
/// <param name="Step">Where it stands.</param>
/// <param name="Attempts">How often its action failed.</param>
/// <param name="Error">What the last failure said.</param>
internal sealed record ApiDeadRecord(string Record, string Step, int Attempts, string Error);
