using System.Buffers;

namespace OrleansNaming;

/// <summary>What a client asks to be advertised.</summary>
/// <param name="Name">The full path.</param>
/// <param name="InstanceId">
/// What tells it apart from other instances of the name; for a guest it is the guest's id in the whole cluster.
/// </param>
public sealed record Registration(string Name, string InstanceId)
{
    /// <summary>C0, DEL and C1 (Unicode category Cc).</summary>
    private static readonly SearchValues<char> Controls =
        SearchValues.Create([.. Enumerable.Range(0, 0xA0).Select(code => (char)code).Where(char.IsControl)]);

    /// <summary>Where it listens; at most 16, each with a port of 1 to 65535. Empty for a name that only marks presence.</summary>
    public IReadOnlyList<Endpoint> Endpoints { get; init; } = [];

    /// <summary>The zone, at most 255 characters; null when unknown.</summary>
    public string? Zone { get; init; }

    /// <summary>Free labels, at most 64 of 1 to 255 characters.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>Free key-value pairs, at most 64 keys and 8 KiB.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; init; } = new Dictionary<string, string>();

    /// <summary>Share of the traffic among the instances of the name, 0 to 65535; the default is 1, and 0 takes none.</summary>
    public int Weight { get; init; } = 1;

    /// <summary>What it means when others bind the name too; a pool by default.</summary>
    public BindingPolicy Policy { get; init; }

    /// <summary>How it is; the default is healthy. To change it, register again with the same id: that is a version, and watchers are told.</summary>
    public InstanceHealth Health { get; init; }

    /// <summary>
    /// How the node that holds the registration finds out how it is; at most 8. The outcome, the worst of them, replaces <see cref="Health"/>, which
    /// is what they begin with.
    /// </summary>
    public IReadOnlyList<HealthCheck> Checks { get; init; } = [];

    /// <summary>
    /// How long a guest lives without a renewal. The default is 30 s; 2 s to 1 h, or zero: until it is deregistered or a check removes it
    /// (<see cref="HealthCheck.RemoveAfter"/>). Its holder keeps it, and when that is gone another node does.
    /// </summary>
    public TimeSpan Lease { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Says what is wrong with it, or null when it can be registered.</summary>
    public string? Check() =>
        NamePath.Check(Name) is { } name ? $"name '{Name}': {name}"
        : NamePath.CheckSegment(InstanceId) is { } id ? $"instance id '{InstanceId}': {id}"
        : Endpoints.Count > Limits.Endpoints ? $"{Endpoints.Count} endpoints, at most {Limits.Endpoints} are allowed"
        : Endpoints.Any(e => e.Port is < 1 or > 65_535) ? $"port {Endpoints.First(e => e.Port is < 1 or > 65_535).Port} is not between 1 and 65535"
        : Endpoints.Any(e => e.Host.Length is 0 or > Limits.TextLength || NamePath.CheckSegment(e.Name) is not null) ? "an endpoint has no valid name or host"
        : Endpoints.Any(e => !Enum.IsDefined(e.Scope)) ? "an endpoint's scope is none of any, cluster and dedicated"
        : Tags.Count > Limits.Tags || Tags.Any(t => t.Length is 0 or > Limits.TextLength) ? $"at most {Limits.Tags} tags of 1 to {Limits.TextLength} characters are allowed"
        : Zone?.Length > Limits.TextLength ? $"a zone has at most {Limits.TextLength} characters"
        : Weight is < 0 or > 65_535 ? $"weight {Weight} is not between 0 and 65535"
        : !Enum.IsDefined(Health) ? "a health is none of healthy, warning and unhealthy"
        : Metadata.Count > Limits.MetadataKeys ? $"{Metadata.Count} metadata keys, at most {Limits.MetadataKeys} are allowed"
        : Metadata.Keys.Any(k => k.Length is 0 or > Limits.TextLength) ? $"a metadata key has 1 to {Limits.TextLength} characters"
        : Metadata.Sum(pair => System.Text.Encoding.UTF8.GetByteCount(pair.Key) + System.Text.Encoding.UTF8.GetByteCount(pair.Value)) > Limits.MetadataBytes ? $"metadata is above {Limits.MetadataBytes} bytes"
        : Texts().Any(text => text.EnumerateRunes().Any(rune => rune == System.Text.Rune.ReplacementChar)) ? "a text is not well-formed Unicode: half a surrogate pair, or U+FFFD"
        : FindControl() is { } control ? control
        : !Enum.IsDefined(Policy) ? "the policy is none of pool, firstEpoch and unique"
        : Lease != TimeSpan.Zero && (Lease < TimeSpan.FromSeconds(2) || Lease > TimeSpan.FromHours(1)) ? $"a lease of {Lease} is not between 2 s and 1 h, nor zero"
        : Checks.Count > Limits.Checks ? $"{Checks.Count} checks, at most {Limits.Checks} are allowed"
        : Checks.DistinctBy(check => check.Id).Count() < Checks.Count ? "two checks have one id"
        : Checks.Select(check => check.Check(Endpoints)).FirstOrDefault(wrong => wrong is not null);

    /// <summary>Everything that goes out as UTF-8: two different half pairs would come in as one text, and the list would not verify.</summary>
    private IEnumerable<string> Texts() =>
        [Zone ?? "", .. Tags, .. Metadata.Keys, .. Metadata.Values, .. Endpoints.Select(endpoint => endpoint.Host)];

    /// <summary>
    /// A control character would forge a line in a log, a terminal or a header wherever a face shows the text. The message names the
    /// field and the code point, and does not repeat the text.
    /// </summary>
    private string? FindControl() => Fields()
        .Select(field => (field.Field, At: field.Text.AsSpan().IndexOfAny(Controls), field.Text))
        .Where(found => found.At >= 0)
        .Select(found => $"{found.Field} has the control character U+{(int)found.Text[found.At]:X4}")
        .FirstOrDefault();

    private IEnumerable<(string Field, string Text)> Fields() =>
    [
        .. Endpoints.Select((endpoint, at) => ($"the host of endpoint {at + 1}", endpoint.Host)),
        ("the zone", Zone ?? ""),
        .. Tags.Select((tag, at) => ($"tag {at + 1}", tag)),
        .. Metadata.Keys.Select((key, at) => ($"metadata key {at + 1}", key)),
        .. Metadata.Select(pair => ($"the metadata value of '{pair.Key}'", pair.Value)),
    ];
}
