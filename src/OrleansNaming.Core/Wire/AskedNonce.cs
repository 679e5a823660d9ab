namespace OrleansNaming.Wire;

/// <summary>
/// A nonce that was sent with a question. Its answers count for some seconds only: played back later, from another address, they would
/// pin their sender there (rule 15).
/// </summary>
/// <param name="Value">The nonce; 0 before the first question.</param>
/// <param name="AskedAt">When it was sent last.</param>
internal readonly record struct AskedNonce(ulong Value, TimeSpan AskedAt)
{
    /// <summary>Whether an answer with this nonce is one to the question.</summary>
    public bool IsAnsweredBy(ulong nonce, TimeSpan now) => nonce == Value && nonce != 0 && now - AskedAt <= Timing.FetchTimeout;
}
