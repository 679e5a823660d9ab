namespace OrleansNaming;

/// <summary>A check of an instance. The node that holds the registration carries it out, and its outcome is the instance's health.</summary>
/// <param name="Id">What tells it apart from the instance's other checks; 1 to 255 characters.</param>
/// <param name="Kind">How it finds out.</param>
public sealed record HealthCheck(string Id, HealthCheckKind Kind)
{
    private static readonly TimeSpan LongestInterval = TimeSpan.FromHours(1);

    /// <summary>
    /// An absolute http or https URL, or <c>host:port</c>; empty for <see cref="HealthCheckKind.Ttl"/>. Its host must be one of the
    /// instance's own endpoints: a registration is no way to make a server call others.
    /// </summary>
    public string Target { get; init; } = "";

    /// <summary>From one probe to the next, or how long a word of the instance holds. The default is 10 s; 1 s to 1 h.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>After which a probe has failed. The default is 5 s; 100 ms to the interval.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Failures in a row that make it unhealthy. The default is 3; 1 to 100. Not for <see cref="HealthCheckKind.Ttl"/>.</summary>
    public int Failures { get; init; } = 3;

    /// <summary>Successes in a row that make it healthy again. The default is 2; 1 to 100. Not for <see cref="HealthCheckKind.Ttl"/>.</summary>
    public int Successes { get; init; } = 2;

    /// <summary>How long it may be unhealthy until the registration is taken back; null, the default, for ever. 1 min or more.</summary>
    public TimeSpan? RemoveAfter { get; init; }

    /// <summary>Says what is wrong with it, or null when it can be carried out.</summary>
    /// <param name="endpoints">The instance's own.</param>
    public string? Check(IReadOnlyList<Endpoint> endpoints) =>
        Id.Length is 0 or > Limits.TextLength || Id.Any(char.IsControl) ? $"a check's id has 1 to {Limits.TextLength} characters, none of them a control character"
        : !Enum.IsDefined(Kind) ? $"check '{Id}' is none of ttl, http and tcp"
        : Interval < TimeSpan.FromSeconds(1) || Interval > LongestInterval ? $"check '{Id}': an interval of {Interval} is not between 1 s and 1 h"
        : Kind != HealthCheckKind.Ttl && (Timeout < TimeSpan.FromMilliseconds(100) || Timeout > Interval) ? $"check '{Id}': a timeout of {Timeout} is not between 100 ms and the interval"
        : Failures is < 1 or > 100 || Successes is < 1 or > 100 ? $"check '{Id}': failures and successes are 1 to 100"
        : RemoveAfter < TimeSpan.FromMinutes(1) ? $"check '{Id}': a registration is removed after 1 min at the earliest"
        : Kind == HealthCheckKind.Ttl ? null
        : HostOf() is not { } host ? $"check '{Id}': '{Target}' is no {(Kind == HealthCheckKind.Http ? "http or https URL" : "host:port")}"
        : !endpoints.Any(endpoint => string.Equals(endpoint.Host, host, StringComparison.OrdinalIgnoreCase)) ? $"check '{Id}': '{host}' is no host of the registration's endpoints"
        : null;

    /// <summary>The host that a probe would call; null when the target says none.</summary>
    private string? HostOf()
    {
        var text = Kind == HealthCheckKind.Http ? Target : $"tcp://{Target}";
        return Target.Length <= Limits.TextLength && Uri.TryCreate(text, UriKind.Absolute, out var url) && (Kind == HealthCheckKind.Tcp ? url.Port > 0 : url.Scheme is "http" or "https")
            ? url.Host.Trim('[', ']')
            : null;
    }
}
