namespace OrleansNaming.Node;

/// <summary>The answer to a <see cref="ChangeRequested"/>.</summary>
/// <param name="Ticket">The request's.</param>
/// <param name="Refusal">None when it was carried out.</param>
/// <param name="Token">The version that contains it.</param>
/// <param name="Message">What was wrong and what to do; empty when carried out.</param>
internal sealed record Completed(long Ticket, Refusal Refusal, Token Token, string Message) : Output
{
    /// <summary>What came of a <see cref="OrleansNaming.Drain"/>; null for any other change.</summary>
    public DrainReport? Drain { get; init; }
}
