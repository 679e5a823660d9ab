namespace OrleansNaming.Api;

/// <summary>Problem details (RFC 9457) with the refusal's name.</summary>
internal sealed record ApiProblem
{
    public const string ContentType = "application/problem+json";

    /// <summary><c>urn:orleans-naming:</c> and the refusal.</summary>
    public string? Type { get; init; }

    public string? Title { get; init; }

    public int Status { get; init; }

    /// <summary>What was wrong and what to do.</summary>
    public string? Detail { get; init; }

    public string? Refusal { get; init; }
}
