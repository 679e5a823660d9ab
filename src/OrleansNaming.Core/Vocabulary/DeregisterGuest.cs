namespace OrleansNaming;

/// <summary>A guest's client takes it back: a tombstone with the next revision.</summary>
internal sealed record DeregisterGuest(string Name, string InstanceId) : Change;
