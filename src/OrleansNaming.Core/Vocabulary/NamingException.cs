namespace OrleansNaming;

/// <summary>A refusal at the public edge.</summary>
/// <param name="refusal">Why.</param>
/// <param name="message">What was wrong and what to do.</param>
public sealed class NamingException(Refusal refusal, string message) : Exception(message)
{
    /// <summary>Why the request was not carried out.</summary>
    public Refusal Refusal { get; } = refusal;
}
