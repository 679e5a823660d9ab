using OrleansNaming.Gateway.Routes;

namespace OrleansNaming.Gateway.Consul;

/// <summary>A check that a client defines: what clients are shown of it, what is carried out, and how it begins.</summary>
/// <param name="Shown">What clients are shown.</param>
/// <param name="Check">What is carried out; null where a state is only stated.</param>
/// <param name="Health">How it begins.</param>
internal sealed record CheckDefinition(ConsulCheck Shown, HealthCheck? Check, InstanceHealth Health)
{
    private static readonly string[] Unsupported =
        ["Args", "Script", "DockerContainerID", "Shell", "GRPC", "H2PING", "UDP", "OSService", "AliasNode", "AliasService", "Body", "Header", "TLSSkipVerify", "DisableRedirects"];

    private static readonly TimeSpan IntervalMin = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan IntervalMax = TimeSpan.FromHours(1);
    private static readonly TimeSpan TimeoutMin = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan TimeoutDefault = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan RemoveAfterMin = TimeSpan.FromMinutes(1);

    /// <param name="body">The definition.</param>
    /// <param name="id">Its id if it has none.</param>
    /// <param name="service">Whose it is.</param>
    public static CheckDefinition Read(LooseJson body, string id, string service)
    {
        if (Unsupported.FirstOrDefault(body.Has) is { } absent)
        {
            throw ApiQuery.Invalid($"Invalid check: {absent} is not supported; checks are TTL, HTTP (GET, without headers) and TCP");
        }

        if (body.Text("Method") is { Length: > 0 } method && !string.Equals(method, "GET", StringComparison.OrdinalIgnoreCase))
        {
            throw ApiQuery.Invalid("Invalid check: only the method GET is supported");
        }

        var written = body.Text("CheckID") is { Length: > 0 } own ? own : body.Text("ID") is { Length: > 0 } other ? other : id;
        var (type, check) = CheckOf(body, written);
        return new CheckDefinition(
            new ConsulCheck { Id = written, Name = body.Text("Name") is { Length: > 0 } name ? name : $"Service '{service}' check", Notes = body.Prose("Notes") ?? "", Type = type },
            check,
            HealthOf(body));
    }

    /// <summary>A check begins critical: nobody has said yet that all is well.</summary>
    private static InstanceHealth HealthOf(LooseJson body) => body.Text("Status") switch
    {
        null or "" => InstanceHealth.Unhealthy,
        var word when ConsulState.TryRead(word, out var health) => health,
        _ => throw ApiQuery.Invalid("Invalid check: Status must be one of 'passing', 'warning', 'critical'"),
    };

    private static (string Type, HealthCheck? Check) CheckOf(LooseJson body, string id)
    {
        if (body.Duration("TTL") is { } ttl && ttl > TimeSpan.Zero)
        {
            return ("ttl", new HealthCheck(id, HealthCheckKind.Ttl) { Interval = Within(ttl), RemoveAfter = RemoveAfterOf(body) });
        }

        var (kind, target) = body.Text("HTTP") is { Length: > 0 } url ? (HealthCheckKind.Http, url) : (HealthCheckKind.Tcp, body.Text("TCP") ?? "");
        if (target.Length == 0)
        {
            return body.Has("Status") ? ("", null) : throw ApiQuery.Invalid("Invalid check: TTL must be > 0, or Interval and HTTP or TCP be given");
        }

        var interval = body.Duration("Interval") is { } asked && asked > TimeSpan.Zero ? Within(asked) : throw ApiQuery.Invalid("Invalid check: Interval must be > 0 for HTTP and TCP checks");
        return (kind == HealthCheckKind.Http ? "http" : "tcp", new HealthCheck(id, kind)
        {
            Target = target,
            Interval = interval,
            Timeout = TimeSpan.FromTicks(Math.Clamp((body.Duration("Timeout") ?? TimeoutDefault).Ticks, TimeoutMin.Ticks, interval.Ticks)),
            Failures = Math.Clamp(body.Number("FailuresBeforeCritical") ?? 1, 1, 100),
            Successes = Math.Clamp(body.Number("SuccessBeforePassing") ?? 1, 1, 100),
            RemoveAfter = RemoveAfterOf(body),
        });
    }

    private static TimeSpan Within(TimeSpan interval) => TimeSpan.FromTicks(Math.Clamp(interval.Ticks, IntervalMin.Ticks, IntervalMax.Ticks));

    /// <summary>A minute at least, as in Consul.</summary>
    private static TimeSpan? RemoveAfterOf(LooseJson body) => body.Duration("DeregisterCriticalServiceAfter") switch
    {
        null => null,
        { } after when after <= TimeSpan.Zero => null,
        { } after => after < RemoveAfterMin ? RemoveAfterMin : after,
    };
}
