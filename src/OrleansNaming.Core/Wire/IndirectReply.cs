namespace OrleansNaming.Wire;

/// <summary>What a helper learnt. Sent only when something answered: silence is the helper's answer to silence.</summary>
/// <param name="Nonce">The asker's.</param>
/// <param name="Server">Who was probed.</param>
/// <param name="Boot">The process that answered the helper.</param>
/// <param name="IsMe">Whether it was the probed process.</param>
/// <param name="Sequence">The sequence of its answer, issued by the owner's process.</param>
/// <param name="Stamp">Its present state.</param>
internal sealed record IndirectReply(ulong Nonce, ServerId Server, BootId Boot, bool IsMe, ulong Sequence, Stamp Stamp) : Message;
