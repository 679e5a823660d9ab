using System.Text.Json;
using OrleansNaming.Gateway.Facades;
using OrleansNaming.Gateway.Routes;

namespace OrleansNaming.Gateway.Consul;

/// <summary>A service that a client defines.</summary>
internal sealed record ServiceDefinition
{
    public required string Id { get; init; }

    public required string Name { get; init; }

    public required IReadOnlyList<string> Tags { get; init; }

    public required IReadOnlyDictionary<string, string> Meta { get; init; }

    /// <summary>Empty: the caller's.</summary>
    public required string Address { get; init; }

    public required int Port { get; init; }

    public required IReadOnlyList<CheckDefinition> Checks { get; init; }

    public int Weight { get; init; } = 1;

    public int WarningWeight { get; init; } = 1;

    public bool TagOverride { get; init; }

    public static ServiceDefinition Read(LooseJson body)
    {
        var name = body.Text("Name") is { Length: > 0 } said ? said : body.Text("Service") is { Length: > 0 } other ? other : throw ApiQuery.Invalid("Missing service name");
        if (body.Has("Kind") || body.Has("Proxy") || body.Has("Connect"))
        {
            throw ApiQuery.Invalid("Connect, proxies and gateways are not supported: register the service alone");
        }

        var id = body.Text("ID") is { Length: > 0 } own ? own : name;
        var weights = body.Find("Weights");
        return new ServiceDefinition
        {
            Id = id,
            Name = name,
            Tags = body.Texts("Tags"),
            Meta = body.Pairs("Meta"),
            Address = body.Text("Address") ?? "",
            Port = body.Number("Port") is var port and (null or (>= 0 and <= 65_535)) ? port ?? 0 : throw ApiQuery.Invalid("Port is not between 0 and 65535"),
            Checks = ChecksOf(body, id, name),
            Weight = weights?.Number("Passing") ?? 1,
            WarningWeight = weights?.Number("Warning") ?? 1,
            TagOverride = body.Flag("EnableTagOverride"),
        };
    }

    /// <summary>The guest that it becomes.</summary>
    /// <param name="agent">The node that it is at.</param>
    /// <param name="instance">The guest's id.</param>
    /// <param name="address">Its address where it states none.</param>
    public Registration ToGuest(string agent, string instance, string address)
    {
        var host = Address.Length > 0 ? Address : address;
        var known = new ConsulRegistration
        {
            Id = Id,
            Service = Name,
            Agent = agent,
            Address = Port == 0 ? host : null,
            TagOverride = TagOverride,
            Weight = Weight,
            WarningWeight = WarningWeight,
            Checks = [.. Checks.Select(check => check.Shown)],
        };
        return new Registration(ConsulDirectory.NameOf(Name), instance)
        {
            Endpoints = Port == 0 ? [] : [new Endpoint("http", host, Port)],
            Zone = Meta.GetValueOrDefault("zone"),
            Tags = [.. Tags.Where(tag => tag.Length > 0)],
            Metadata = MetadataOf(Meta, known),
            Weight = Weight,
            Health = Checks.Count == 0 ? InstanceHealth.Healthy : Checks.Max(check => check.Health),
            Checks = [.. Checks.Select(check => check.Check).OfType<HealthCheck>()],
            Lease = TimeSpan.Zero,
        };
    }

    /// <summary>What a guest of this façade is registered with once more, with something about it changed.</summary>
    public static Registration Again(Instance instance, ConsulRegistration known) => new(instance.Name, instance.InstanceId)
    {
        Endpoints = instance.Endpoints,
        Zone = instance.Zone,
        Tags = instance.Tags,
        Metadata = MetadataOf(instance.Metadata, known),
        // Maintenance takes all traffic away, from clients of other faces too.
        Weight = known.Maintenance is null ? known.Weight : 0,
        Health = instance.Health,
        Checks = instance.Checks,
        Lease = instance.Guest!.Lease,
    };

    private static SortedDictionary<string, string> MetadataOf(IEnumerable<KeyValuePair<string, string>> meta, ConsulRegistration known)
    {
        var all = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (key, value) in meta.Where(pair => !FacadeMetadata.IsOwn(pair.Key)))
        {
            all[key] = value;
        }

        all[ConsulRegistration.Key] = JsonSerializer.Serialize(known, ConsulJson.Default.ConsulRegistration);
        return all;
    }

    /// <summary>Ids as Consul makes them: <c>service:web</c>, or <c>service:web:1</c> and so on of several.</summary>
    private static IReadOnlyList<CheckDefinition> ChecksOf(LooseJson body, string id, string name)
    {
        List<LooseJson> written = [.. body.Items("Checks")];
        if (body.Find("Check") is { IsObject: true } one && (body.Has("Check")))
        {
            written.Insert(0, one);
        }

        return [.. written.Select((check, at) => CheckDefinition.Read(check, written.Count == 1 ? $"service:{id}" : $"service:{id}:{at + 1}", name))];
    }
}
