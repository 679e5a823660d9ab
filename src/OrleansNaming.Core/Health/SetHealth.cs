namespace OrleansNaming.Health;

/// <summary>Checks have found out how a line of the own list is. Keeps a guest's revision and hold: its client wrote nothing.</summary>
internal sealed record SetHealth(EntryKey Key, InstanceHealth Health) : Change;
