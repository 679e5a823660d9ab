using System.Text.Json;
using OrleansNaming.Gateway.Facades;
using OrleansNaming.Resolution;

namespace OrleansNaming.Gateway.Eureka;

/// <summary>One instance as Eureka's clients see it.</summary>
internal sealed record EurekaInstance
{
    public const string OwnDataCenter = "com.netflix.appinfo.InstanceInfo$DefaultDataCenterInfo";

    /// <summary>What it was made from.</summary>
    public required Instance Instance { get; init; }

    public required EurekaRegistration Registration { get; init; }

    /// <summary>Upper case, as Eureka's clients compare it.</summary>
    public required string App { get; init; }

    /// <summary>The override if there is one, else what the instance says.</summary>
    public required string Status { get; init; }

    /// <summary>When the version that it stands in was begun, as near as anyone knows: milliseconds since 1970.</summary>
    public required long At { get; init; }

    public required IReadOnlyList<KeyValuePair<string, string>> Metadata { get; init; }

    /// <summary>ADDED, MODIFIED or DELETED in a delta.</summary>
    public string Action { get; init; } = "ADDED";

    public (string App, string Id) Key => (App, Registration.Id);

    /// <summary>Whether clients are shown the same.</summary>
    public bool Shows(EurekaInstance other) => Status == other.Status && Registration == other.Registration && Instance.Details == other.Instance.Details;

    public static EurekaInstance Of(in Binding binding)
    {
        var instance = binding.Instance;
        var known = instance.IsGuest ? RegistrationOf(instance) : null;
        var at = (long)Math.Min(binding.Version.Stamp.Incarnation, Limits.IncarnationMax);
        return new EurekaInstance
        {
            Instance = instance,
            Registration = known ?? Native(instance, at),
            App = AppOf(instance.Name),
            Status = known is not null ? known.Override ?? known.Status
                : DrainStage.IsDraining(binding) ? EurekaStatus.OutOfService
                : EurekaStatus.Of(instance.Health),
            At = at,
            Metadata = MetadataOf(instance),
        };
    }

    /// <summary>Eureka's paths have one part for an application: the tree's slashes become dots.</summary>
    public static string AppOf(string name) => name.Replace('/', '.').ToUpperInvariant();

    /// <summary>What was registered over this façade, or null.</summary>
    public static EurekaRegistration? RegistrationOf(Instance instance)
    {
        if (!instance.Metadata.TryGetValue(EurekaRegistration.Key, out var text))
        {
            return null;
        }

        try
        {
            return JsonSerializer.Deserialize(text, EurekaJson.Default.EurekaRegistration) is { } known && IsWhole(known) ? known : null;
        }
        catch (JsonException)
        {
            return null; // Metadata is other people's text.
        }
    }

    private static bool IsWhole(EurekaRegistration known) => new[]
    {
        known.Id, known.App, known.HostName, known.Address, EurekaStatus.Read(known.Status), known.Vip, known.SecureVip, known.HomePage, known.StatusPage, known.HealthCheck, known.DataCenter, known.DataCenterClass,
    }.All(text => text is not null) && (known.Override is null || EurekaStatus.Read(known.Override) is not null);

    /// <summary>What was not registered over this façade.</summary>
    private static EurekaRegistration Native(Instance instance, long at)
    {
        var first = instance.Endpoints.Count > 0 ? instance.Endpoints[0] : default;
        var secure = instance.Endpoints.FirstOrDefault(endpoint => endpoint.Name == "https");
        return new EurekaRegistration
        {
            Id = $"{instance.Name}:{instance.InstanceId}",
            App = instance.Name,
            HostName = first.Host ?? "",
            Address = first.Host ?? "",
            Vip = instance.Name,
            SecureVip = secure.Host is null ? "" : instance.Name,
            Port = first.Port,
            IsPortOn = first.Port > 0,
            SecurePort = secure.Port,
            IsSecurePortOn = secure.Port > 0,
            Dirty = at,
        };
    }

    private static List<KeyValuePair<string, string>> MetadataOf(Instance instance)
    {
        List<KeyValuePair<string, string>> metadata = [.. instance.Metadata.Where(pair => !FacadeMetadata.IsOwn(pair.Key))];
        if (instance.Zone is { } zone && !instance.Metadata.ContainsKey("zone"))
        {
            metadata.Add(new("zone", zone));
        }

        return metadata;
    }
}
