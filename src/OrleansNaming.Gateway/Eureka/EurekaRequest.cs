using System.Buffers;
using System.Globalization;
using System.Text.Json;
using OrleansNaming.Gateway.Facades;
using OrleansNaming.Gateway.Routes;

namespace OrleansNaming.Gateway.Eureka;

/// <summary>Reads what a client registers. Its writers differ: numbers and booleans come as themselves or as texts, ports as objects or plain.</summary>
internal static class EurekaRequest
{
    private const int DepthMax = 16;

    private static readonly JsonDocumentOptions Json = new() { MaxDepth = DepthMax, CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    /// <param name="body">The body.</param>
    /// <param name="app">The application that its path names.</param>
    public static Registration Parse(ReadOnlySequence<byte> body, string app)
    {
        try
        {
            using var document = JsonDocument.Parse(body, Json);
            return document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty("instance", out var instance) && instance.ValueKind == JsonValueKind.Object
                ? Read(instance, app)
                : throw ApiQuery.Invalid("the body has no instance: it looks like {\"instance\":{\"hostName\":…}}");
        }
        catch (Exception wrong) when (wrong is JsonException or InvalidOperationException)
        {
            throw ApiQuery.Invalid($"the body is not the JSON that is expected: {ApiBody.Plain(wrong.Message)}");
        }
    }

    /// <summary>The guest of a registration: what clients of other faces see, and the rest in its metadata.</summary>
    public static Registration Guest(EurekaRegistration known, IReadOnlyDictionary<string, string> metadata)
    {
        var name = known.App.ToLowerInvariant();
        var host = known.Address.Length > 0 ? known.Address : known.HostName;
        List<Endpoint> endpoints = [];
        if (known.IsPortOn && known.Port > 0)
        {
            endpoints.Add(new Endpoint("http", host, known.Port));
        }

        if (known.IsSecurePortOn && known.SecurePort > 0)
        {
            endpoints.Add(new Endpoint("https", host, known.SecurePort));
        }

        var all = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (key, value) in metadata.Where(pair => !FacadeMetadata.IsOwn(pair.Key)))
        {
            all[key] = value;
        }

        all[EurekaRegistration.Key] = JsonSerializer.Serialize(known, EurekaJson.Default.EurekaRegistration);
        return new Registration(name, StableId.Segment(name, known.Id))
        {
            Endpoints = endpoints,
            Zone = metadata.GetValueOrDefault("zone"),
            Metadata = all,
            Health = EurekaStatus.HealthOf(known.Override ?? known.Status),
            Lease = TimeSpan.FromSeconds(Math.Clamp(known.DurationSeconds, 2, 3_600)),
        };
    }

    /// <summary>What stands in an instance, as its client registers it and as registries answer it.</summary>
    public static (EurekaRegistration Known, IReadOnlyDictionary<string, string> Metadata) Describe(JsonElement instance)
    {
        var (port, isPortOn) = Port(instance, "port");
        var (securePort, isSecureOn) = Port(instance, "securePort");
        var center = Part(instance, "dataCenterInfo");
        var lease = Part(instance, "leaseInfo");
        var host = Required(instance, "hostName", "hostname");
        var known = new EurekaRegistration
        {
            Id = Text(instance, "instanceId") is { Length: > 0 } id ? id : host,
            HostName = host,
            Address = Required(instance, "ipAddr", "ip address"),
            App = Required(instance, "app", "appName"),
            Status = EurekaStatus.Read(Text(instance, "status")) ?? EurekaStatus.Up,
            Override = OverrideOf(instance),
            Vip = Text(instance, "vipAddress") ?? "",
            SecureVip = Text(instance, "secureVipAddress") ?? "",
            Port = port,
            IsPortOn = isPortOn,
            SecurePort = securePort,
            IsSecurePortOn = isSecureOn,
            HomePage = Text(instance, "homePageUrl") ?? "",
            StatusPage = Text(instance, "statusPageUrl") ?? "",
            HealthCheck = Text(instance, "healthCheckUrl") ?? "",
            Country = (int)(Number(instance, "countryId") ?? 1),
            DataCenter = center is { } there ? Required(there, "name", "dataCenterInfo name") : throw ApiQuery.Invalid("Missing dataCenterInfo"),
            DataCenterClass = Text(there, "@class") is { Length: > 0 } type ? type : EurekaInstance.OwnDataCenter,
            RenewalSeconds = lease is { } renewal ? (int)(Number(renewal, "renewalIntervalInSecs") ?? 30) : 30,
            DurationSeconds = lease is { } duration ? (int)(Number(duration, "durationInSecs") ?? 90) : 90,
            Dirty = Number(instance, "lastDirtyTimestamp") ?? 0,
        };
        return (known, Metadata(instance));
    }

    private static Registration Read(JsonElement instance, string app)
    {
        var (known, metadata) = Describe(instance);
        return string.Equals(known.App, app, StringComparison.OrdinalIgnoreCase)
            ? Guest(known, metadata)
            : throw ApiQuery.Invalid($"Mismatched appName, expecting {app.ToUpperInvariant()} but was {known.App}");
    }

    private static string? OverrideOf(JsonElement instance) =>
        EurekaStatus.Read(Text(instance, "overriddenStatus") ?? Text(instance, "overriddenstatus")) is { } word and not EurekaStatus.Unknown ? word : null;

    private static Dictionary<string, string> Metadata(JsonElement instance)
    {
        var metadata = new Dictionary<string, string>(StringComparer.Ordinal);
        if (Part(instance, "metadata") is { } part)
        {
            foreach (var member in part.EnumerateObject().Where(member => member.Name.Length > 0 && member.Name[0] != '@'))
            {
                metadata[member.Name] = Word(member.Value) ?? "";
            }
        }

        return metadata;
    }

    private static string Required(JsonElement part, string name, string what) =>
        Text(part, name) is { } text && !string.IsNullOrWhiteSpace(text) ? text : throw ApiQuery.Invalid($"Missing {what}");

    private static (int Port, bool IsOn) Port(JsonElement instance, string name)
    {
        if (!instance.TryGetProperty(name, out var port))
        {
            return (0, false);
        }

        var isPart = port.ValueKind == JsonValueKind.Object;
        var number = isPart ? Number(port, "$") : Number(instance, name);
        var isOn = !isPart || !port.TryGetProperty("@enabled", out var enabled) || !string.Equals(Word(enabled), "false", StringComparison.OrdinalIgnoreCase);
        return number is >= 0 and <= 65_535 ? ((int)number, isOn) : throw ApiQuery.Invalid($"{name} is not between 0 and 65535");
    }

    private static JsonElement? Part(JsonElement instance, string name) =>
        instance.TryGetProperty(name, out var part) && part.ValueKind == JsonValueKind.Object ? part : null;

    private static long? Number(JsonElement part, string name) =>
        part.TryGetProperty(name, out var value) && long.TryParse(Word(value), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static string? Text(JsonElement part, string name) => part.TryGetProperty(name, out var value) ? ApiQuery.WithoutControl(Word(value), name) : null;

    private static string? Word(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => value.GetRawText(),
        _ => null,
    };
}
