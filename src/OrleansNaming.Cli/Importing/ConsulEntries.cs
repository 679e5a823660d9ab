using System.Text.Json;
using OrleansNaming.Gateway.Consul;

namespace OrleansNaming.Cli.Importing;

/// <summary>Reads what Consul says of one service: its entries, each a node, a service and its checks.</summary>
internal static class ConsulEntries
{
    public static ForeignName Read(JsonElement entries, ImportMark mark)
    {
        var (guests, leftOut) = (new List<Registration>(), new List<string>());
        foreach (var entry in entries.EnumerateArray())
        {
            var (guest, why) = ReadOne(new LooseJson(entry), mark);
            if (guest is not null)
            {
                guests.Add(guest);
            }
            else
            {
                leftOut.Add(why!);
            }
        }

        return new ForeignName(guests, leftOut);
    }

    private static (Registration? Guest, string? LeftOut) ReadOne(LooseJson entry, ImportMark mark)
    {
        try
        {
            return entry.Find("Service") is { IsObject: true } service ? Mirror(entry, service, mark) : (null, "an entry without a service");
        }
        catch (NamingException wrong)
        {
            return (null, wrong.Message);
        }
    }

    private static (Registration? Guest, string? LeftOut) Mirror(LooseJson entry, LooseJson service, ImportMark mark)
    {
        var (node, address) = (entry.Find("Node")?.Text("Node") ?? "", entry.Find("Node")?.Text("Address") ?? "");
        var name = service.Text("Service") ?? "";
        var definition = new ServiceDefinition
        {
            Id = service.Text("ID") is { Length: > 0 } own ? own : name,
            Name = name,
            Tags = service.Texts("Tags"),
            Meta = service.Pairs("Meta"),
            Address = service.Text("Address") ?? "",
            Port = service.Number("Port") ?? 0,
            Checks = [],
            Weight = service.Find("Weights")?.Number("Passing") ?? 1,
        };

        // A service's id is one at its node only.
        var id = $"{node}/{definition.Id}";
        return service.Text("Kind") is { Length: > 0 } kind
            ? (null, $"{name} {id}: it is a {kind} of Connect")
            : mark.Mirror(definition.ToGuest(node, "", address) with { Health = HealthOf(entry) }, id);
    }

    /// <summary>The worst of its checks and its node's, as Consul's own clients take it; a maintenance is a critical check.</summary>
    private static InstanceHealth HealthOf(LooseJson entry) =>
        entry.Items("Checks").Select(check => ConsulState.TryRead(check.Text("Status"), out var health) ? health : InstanceHealth.Unhealthy).DefaultIfEmpty(InstanceHealth.Healthy).Max();
}
