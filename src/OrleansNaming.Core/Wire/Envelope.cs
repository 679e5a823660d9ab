namespace OrleansNaming.Wire;

/// <summary>
/// A message and who sent it, as it was opened: cluster and authentication are verified before anyone sees one.
/// </summary>
/// <param name="Sender">The sending server.</param>
/// <param name="Boot">Its process.</param>
/// <param name="Sequence">Counts the envelopes of that process from 1; the replay window judges it, and it renews leases.</param>
/// <param name="ProbePort">The sender's UDP port.</param>
/// <param name="PullPort">The sender's HTTP port.</param>
/// <param name="InReplyTo">The sequence of the request that this answers, or 0; it ties a pull's reply to its request.</param>
/// <param name="Authenticated">Whether a key of the cluster sealed it; false only in a cluster without keys.</param>
/// <param name="Message">What it says.</param>
internal sealed record Envelope(
    ServerId Sender, BootId Boot, ulong Sequence, int ProbePort, int PullPort, ulong InReplyTo, bool Authenticated, Message Message);
