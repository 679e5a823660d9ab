namespace OrleansNaming.Api;

/// <summary>How an instance says that it is.</summary>
internal sealed record ApiHealthWord
{
    /// <summary><c>healthy</c>, <c>warning</c> or <c>unhealthy</c>.</summary>
    public string? Health { get; init; }

    /// <summary>Why, for people; at most 255 characters are kept.</summary>
    public string? Output { get; init; }
}
