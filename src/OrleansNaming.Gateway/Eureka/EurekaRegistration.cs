namespace OrleansNaming.Gateway.Eureka;

/// <summary>
/// What a registration over Eureka's API says that naming has no field for. It travels as one line of the guest's metadata, so that every node answers alike, also after the guest was adopted.
/// </summary>
internal sealed record EurekaRegistration
{
    /// <summary>The metadata key that it stands under; Eureka's clients are not shown it.</summary>
    public const string Key = "eureka.instance";

    /// <summary>The instance's id as its client wrote it.</summary>
    public required string Id { get; init; }

    public required string App { get; init; }

    public required string HostName { get; init; }

    public required string Address { get; init; }

    /// <summary>What its client says of it.</summary>
    public string Status { get; init; } = EurekaStatus.Up;

    /// <summary>What an operator says of it, and what counts then; null when nobody did.</summary>
    public string? Override { get; init; }

    public string Vip { get; init; } = "";

    public string SecureVip { get; init; } = "";

    public int Port { get; init; }

    public bool IsPortOn { get; init; }

    public int SecurePort { get; init; }

    public bool IsSecurePortOn { get; init; }

    public string HomePage { get; init; } = "";

    public string StatusPage { get; init; } = "";

    public string HealthCheck { get; init; } = "";

    public int Country { get; init; } = 1;

    public string DataCenter { get; init; } = "MyOwn";

    public string DataCenterClass { get; init; } = EurekaInstance.OwnDataCenter;

    public int RenewalSeconds { get; init; } = 30;

    public int DurationSeconds { get; init; } = 90;

    /// <summary>When its client last changed it, on the client's clock.</summary>
    public long Dirty { get; init; }
}
