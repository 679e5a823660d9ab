namespace OrleansNaming.Gateway.Eureka;

/// <summary>Eureka's words for how an instance is.</summary>
internal static class EurekaStatus
{
    public const string Up = "UP";
    public const string Down = "DOWN";
    public const string Starting = "STARTING";
    public const string OutOfService = "OUT_OF_SERVICE";
    public const string Unknown = "UNKNOWN";

    /// <summary>One of the words, or null.</summary>
    public static string? Read(string? word) => word?.ToUpperInvariant() is Up or Down or Starting or OutOfService or Unknown ? word.ToUpperInvariant() : null;

    public static string Of(InstanceHealth health) => health == InstanceHealth.Unhealthy ? Down : Up;

    /// <summary>Only what is up gets work.</summary>
    public static InstanceHealth HealthOf(string status) => status == Up ? InstanceHealth.Healthy : InstanceHealth.Unhealthy;
}
