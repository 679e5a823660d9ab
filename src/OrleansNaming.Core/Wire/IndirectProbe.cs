namespace OrleansNaming.Wire;

/// <summary>"Probe that server for me": the receiver probes and relays what it learns (SWIM, Das et al. 2002, section 3.1).</summary>
internal sealed record IndirectProbe(ServerId Server, BootId Boot, ulong Nonce) : Message;
