namespace OrleansNaming.Guests;

/// <summary>A heartbeat that came here for a guest that another server holds: remembered for a lease, so that it can be adopted.</summary>
internal sealed record Heartbeat(Instance Record, TimeSpan At);
