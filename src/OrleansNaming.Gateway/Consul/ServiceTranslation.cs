using System.Text.Json;
using OrleansNaming.Gateway.Facades;
using OrleansNaming.Resolution;

namespace OrleansNaming.Gateway.Consul;

/// <summary>
/// Makes of a binding what Consul's clients are shown. Nothing in it differs from node to node, and nothing of it changes when a guest is adopted: the index of an answer is made from it.
/// </summary>
internal static class ServiceTranslation
{
    private static readonly ShownCheck Alive = new(ConsulState.NodeCheck, "Serf Health Status", ConsulState.Passing, "", "Agent alive and reachable", "") { IsOfNode = true };
    private static readonly ShownCheck Draining = new(
        ConsulState.NodeMaintenance, "Node Maintenance Mode", ConsulState.Critical, "The server drains: it gets no new work.", "", "maintenance")
    { IsOfNode = true };

    /// <summary>A live set in the order of nodes and ids, which adoption does not change.</summary>
    public static List<ShownService> Of(InstanceSet set)
    {
        var shown = new List<ShownService>(set.Count);
        foreach (var binding in set.Bindings)
        {
            shown.Add(Of(binding));
        }

        shown.Sort(static (left, right) =>
        {
            var order = string.CompareOrdinal(left.Node, right.Node);
            return order != 0 ? order : string.CompareOrdinal(left.Id, right.Id);
        });
        return shown;
    }

    /// <summary>What was registered over this façade, or null.</summary>
    public static ConsulRegistration? RegistrationOf(Instance instance)
    {
        if (!instance.Metadata.TryGetValue(ConsulRegistration.Key, out var text))
        {
            return null;
        }

        try
        {
            return JsonSerializer.Deserialize(text, ConsulJson.Default.ConsulRegistration) is { Id: not null, Service: not null, Agent: not null, Checks: not null } known
                && known.Checks.All(check => check is { Id: not null, Name: not null, Notes: not null, Type: not null }) ? known : null;
        }
        catch (JsonException)
        {
            return null; // Metadata is other people's text.
        }
    }

    private static ShownService Of(in Binding binding)
    {
        var instance = binding.Instance;
        var registration = instance.IsGuest ? RegistrationOf(instance) : null;
        var first = instance.Endpoints.Count > 0 ? instance.Endpoints[0] : new Endpoint("", registration?.Address ?? "", 0);
        var owner = binding.Version.Owner.Server;
        var node = !instance.IsGuest ? owner.Value : registration?.Agent ?? (first.Host.Length > 0 ? first.Host : owner.Value);
        var id = registration?.Id ?? $"{instance.Name}:{instance.InstanceId}";
        return new ShownService
        {
            Node = node,
            NodeId = StableId.Guid(node),
            NodeAddress = first.Host,
            Id = id,
            Name = registration?.Service ?? instance.Name,
            Address = first.Host,
            Port = first.Port,
            Tags = instance.Tags,
            Meta = MetaOf(instance),
            Checks = ChecksOf(binding, registration, id),
            Others = [.. instance.Endpoints.Skip(1)],
            Weight = registration?.Weight ?? instance.Weight,
            WarningWeight = registration?.WarningWeight ?? 1,
            TagOverride = registration?.TagOverride ?? false,
            Zone = instance.Zone,
            Key = new EntryKey(instance),
            Holder = owner,
            Registration = registration,
        };
    }

    /// <summary>In order of the keys, and without what façades keep there for themselves.</summary>
    private static List<KeyValuePair<string, string>> MetaOf(Instance instance)
    {
        List<KeyValuePair<string, string>> meta = [.. instance.Metadata.Where(pair => !FacadeMetadata.IsOwn(pair.Key))];
        if (instance.Zone is { } zone && !instance.Metadata.ContainsKey("zone"))
        {
            meta.Add(new("zone", zone));
        }

        meta.Sort(static (left, right) => string.CompareOrdinal(left.Key, right.Key));
        return meta;
    }

    /// <summary>Naming keeps one health for an instance, the worst of its checks: each check of it is shown so.</summary>
    private static List<ShownCheck> ChecksOf(in Binding binding, ConsulRegistration? registration, string id)
    {
        List<ShownCheck> checks = [Alive];
        if (DrainStage.IsDraining(binding))
        {
            checks.Add(Draining);
        }

        if (registration?.Maintenance is { } reason)
        {
            checks.Add(new ShownCheck(ConsulState.ServiceMaintenance + id, "Service Maintenance Mode", ConsulState.Critical, reason, "", "maintenance"));
        }

        var status = ConsulState.Of(binding.Instance.Health);
        if (registration is { Checks.Count: > 0 })
        {
            checks.AddRange(registration.Checks.Select(check => new ShownCheck(check.Id, check.Name, status, check.Notes, "", check.Type)));
        }
        else if (status != ConsulState.Passing)
        {
            checks.Add(new ShownCheck($"service:{id}", $"Service '{binding.Instance.Name}' check", status, "", "by the word of whoever advertises it", ""));
        }

        return checks;
    }
}
