namespace OrleansNaming.Simulation.Networking;

/// <summary>One direction between two machines that carries nothing of a channel.</summary>
internal readonly record struct Cut(int From, int To, Channel Channel);
