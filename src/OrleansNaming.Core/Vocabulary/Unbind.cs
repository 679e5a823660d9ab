namespace OrleansNaming;

/// <summary>Withdraw a service of this server itself. Not bound: carried out all the same (JNDI: unbind is idempotent).</summary>
internal sealed record Unbind(string Name, string InstanceId) : Change;
