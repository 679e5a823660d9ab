namespace OrleansNaming.Gateway.Consul;

/// <summary>Consul's words for how something is; the worst of a service's checks is the service's.</summary>
internal static class ConsulState
{
    public const string Passing = "passing";
    public const string Warning = "warning";
    public const string Critical = "critical";
    public const string Maintenance = "maintenance";

    /// <summary>The check that stands for a server, and says that it is alive.</summary>
    public const string NodeCheck = "serfHealth";

    /// <summary>The check of a server that drains; its state is <see cref="Critical"/>.</summary>
    public const string NodeMaintenance = "_node_maintenance";

    /// <summary>The check of a service in maintenance, before its id.</summary>
    public const string ServiceMaintenance = "_service_maintenance:";

    public static string Of(InstanceHealth health) => health switch
    {
        InstanceHealth.Healthy => Passing,
        InstanceHealth.Warning => Warning,
        _ => Critical,
    };

    /// <summary>Reads one of the three words, also as old clients write them; false for anything else.</summary>
    public static bool TryRead(string? word, out InstanceHealth health)
    {
        (var isKnown, health) = word switch
        {
            Passing or "pass" => (true, InstanceHealth.Healthy),
            Warning or "warn" => (true, InstanceHealth.Warning),
            Critical or "fail" => (true, InstanceHealth.Unhealthy),
            _ => (false, default),
        };
        return isKnown;
    }
}
