namespace OrleansNaming.Wire;

/// <summary>The answer to a <see cref="Probe"/>. The envelope says who answers.</summary>
/// <param name="Nonce">The probe's.</param>
/// <param name="IsMe">False: this listener is another boot, which proves the asked one dead.</param>
/// <param name="Stamp">The answerer's present state.</param>
/// <param name="Digest">That state's digest.</param>
internal sealed record ProbeReply(ulong Nonce, bool IsMe, Stamp Stamp, Digest Digest) : Message;
