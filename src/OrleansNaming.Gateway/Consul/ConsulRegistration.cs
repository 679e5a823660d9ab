namespace OrleansNaming.Gateway.Consul;

/// <summary>
/// What a registration over Consul's API says that naming has no field for. It travels as one line of the guest's metadata, so that every node answers alike, also after the guest was adopted.
/// </summary>
internal sealed record ConsulRegistration
{
    /// <summary>The metadata key that it stands under; Consul's clients are not shown it.</summary>
    public const string Key = "consul.registration";

    /// <summary>The service's id as its client wrote it.</summary>
    public required string Id { get; init; }

    /// <summary>The service's name as its client wrote it.</summary>
    public required string Service { get; init; }

    /// <summary>The node that was asked to register it, or the one that <c>catalog/register</c> named.</summary>
    public required string Agent { get; init; }

    /// <summary>Its address where no port goes with it; an endpoint has both.</summary>
    public string? Address { get; init; }

    public bool TagOverride { get; init; }

    /// <summary>The weight while it has warnings.</summary>
    public int WarningWeight { get; init; } = 1;

    /// <summary>Why it is in maintenance; null when it is not.</summary>
    public string? Maintenance { get; init; }

    /// <summary>The weight that it has without maintenance.</summary>
    public int Weight { get; init; } = 1;

    public IReadOnlyList<ConsulCheck> Checks { get; init; } = [];
}
