namespace OrleansNaming;

/// <summary>An instance says how it is, at any node; the one that holds it hears it (design rule 14's way of a heartbeat).</summary>
/// <param name="Key">The instance.</param>
/// <param name="Check">One of its checks of kind <see cref="HealthCheckKind.Ttl"/>.</param>
/// <param name="Health">Its word.</param>
/// <param name="Output">Why, for people.</param>
internal sealed record TellHealth(EntryKey Key, string Check, InstanceHealth Health, string Output) : Change;
