namespace OrleansNaming.Liveness;

/// <summary>The rounds of probes at one silent owner (rule 11).</summary>
internal sealed class Suspicion
{
    /// <summary>This round's nonce.</summary>
    public ulong Nonce { get; set; }

    public TimeSpan RoundEndsAt { get; set; }

    /// <summary>Full rounds without any answer, in a row.</summary>
    public int FailedRounds { get; set; }

    /// <summary>Whether a helper heard it in this round: it stays suspected, and served.</summary>
    public bool HeardByHelper { get; set; }

    /// <summary>The refusal that proves it dead, or false.</summary>
    public bool IsProvenDead { get; set; }

    /// <summary>Whether its hiding was held back already, so that it is told once.</summary>
    public bool IsDeferred { get; set; }
}
