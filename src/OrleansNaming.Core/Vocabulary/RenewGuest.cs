namespace OrleansNaming;

/// <summary>A guest's heartbeat, at any node. Not a version.</summary>
internal sealed record RenewGuest(string Name, string InstanceId) : Change;
