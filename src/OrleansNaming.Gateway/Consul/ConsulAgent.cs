using System.Text.Json;
using Microsoft.AspNetCore.Http;
using OrleansNaming.Gateway.Facades;
using OrleansNaming.Gateway.Routes;
using OrleansNaming.Node;

namespace OrleansNaming.Gateway.Consul;

/// <summary>The agent that a client believes to talk to is the answering node: what it holds, whom it knows, what it is.</summary>
internal sealed class ConsulAgent(ApiHost host, ConsulDirectory directory, NamingConsulOptions options)
{
    /// <summary>The version whose API this façade keeps to, as clients compare it.</summary>
    private const string Version = "1.15.0";

    /// <summary>Serf's numbers for a member's state.</summary>
    private const int Alive = 1, Left = 3, Failed = 4;

    private NodeApi Api => host.Api;

    public IEnumerable<FacadeRoute> Routes =>
    [
        FacadeRoute.Get("/v1/agent/self", SelfAsync),
        FacadeRoute.Get("/v1/agent/version", VersionAsync),
        FacadeRoute.Get("/v1/agent/members", MembersAsync),
        FacadeRoute.Get("/v1/agent/services", ServicesAsync) with { Pace = Load.ApiPace.Bulk },
        FacadeRoute.Get("/v1/agent/service/{**id}", ServiceAsync) with { Pace = Load.ApiPace.Bulk },
        FacadeRoute.Get("/v1/agent/checks", ChecksAsync) with { Pace = Load.ApiPace.Bulk },
    ];

    /// <summary>What this node holds: its own services, and guests, those too that it adopted.</summary>
    private IEnumerable<ShownService> Held(HttpContext context) =>
        directory.All(directory.AskerOf(context)).Where(service => service.Holder == Api.Engine.Server).DistinctBy(service => service.Id);

    private async Task SelfAsync(HttpContext context)
    {
        ConsulQuery.RefuseForeign(context, options.Datacenter);
        var status = await Api.Engine.GetStatusAsync(context.RequestAborted).ConfigureAwait(false);
        var name = status.Server.Value;
        await ConsulAnswer.BodyAsync(context, ConsulWriter.Make(json =>
        {
            json.WriteStartObject();
            json.WriteStartObject("Config");
            json.WriteString("Datacenter", options.Datacenter);
            json.WriteString("PrimaryDatacenter", options.Datacenter);
            json.WriteString("NodeName", name);
            json.WriteString("NodeID", StableId.Guid(name));
            json.WriteBoolean("Server", true);
            json.WriteString("Revision", "");
            json.WriteString("Version", Version);
            json.WriteEndObject();
            json.WritePropertyName("Member");
            Member(json, name, context.Connection.LocalIpAddress?.ToString() ?? "127.0.0.1", context.Connection.LocalPort, Alive);
            json.WriteStartObject("Meta");
            json.WriteString("naming-cluster", Api.Naming.Cluster);
            json.WriteEndObject();
            json.WriteEndObject();
        })).ConfigureAwait(false);
    }

    private Task VersionAsync(HttpContext context) => ConsulAnswer.BodyAsync(context, ConsulWriter.Make(static json =>
    {
        json.WriteStartObject();
        json.WriteString("SHA", "");
        json.WriteString("BuildDate", "1970-01-01T00:00:01Z");
        json.WriteString("HumanVersion", Version);
        json.WriteString("FIPS", "");
        json.WriteEndObject();
    }));

    private async Task MembersAsync(HttpContext context)
    {
        var status = await Api.Engine.GetStatusAsync(context.RequestAborted).ConfigureAwait(false);
        await ConsulAnswer.BodyAsync(context, ConsulWriter.MakeList(status.Owners, (json, owner) =>
            Member(json, owner.Server.Value, owner.Address.Split(' ')[0], 0, StateOf(owner)))).ConfigureAwait(false);
    }

    private static int StateOf(OwnerStatusLine owner) => owner.State switch
    {
        OwnerState.Hidden => Failed,
        OwnerState.Left => Left,
        _ => Alive,
    };

    private Task ServicesAsync(HttpContext context) => ConsulAnswer.BodyAsync(context, ConsulWriter.Make(json =>
    {
        json.WriteStartObject();
        foreach (var service in Held(context))
        {
            json.WritePropertyName(service.Id);
            ConsulWriter.Service(json, service);
        }

        json.WriteEndObject();
    }));

    private Task ServiceAsync(HttpContext context)
    {
        var id = ConsulReads.Segment(context, "id");
        var service = Held(context).FirstOrDefault(service => service.Id == id)
            ?? throw new NamingException(Refusal.NotFound, $"unknown service ID \"{id}\". Ensure that the service ID is passed, not the service name.");
        return ConsulAnswer.BodyAsync(context, ConsulWriter.Make(json => ConsulWriter.Service(json, service)));
    }

    private Task ChecksAsync(HttpContext context) => ConsulAnswer.BodyAsync(context, ConsulWriter.Make(json =>
    {
        json.WriteStartObject();
        foreach (var (service, check) in Held(context).SelectMany(service => service.Checks, (service, check) => (service, check))
            .Where(pair => !pair.check.IsOfNode || pair.check.Id == ConsulState.NodeMaintenance).DistinctBy(pair => pair.check.Id))
        {
            json.WritePropertyName(check.Id);
            ConsulWriter.Check(json, check, service);
        }

        json.WriteEndObject();
    }));

    private void Member(Utf8JsonWriter json, string name, string address, int port, int state)
    {
        json.WriteStartObject();
        json.WriteString("Name", name);
        json.WriteString("Addr", address);
        json.WriteNumber("Port", port);
        json.WriteStartObject("Tags");
        json.WriteString("role", "consul");
        json.WriteString("dc", options.Datacenter);
        json.WriteString("id", StableId.Guid(name));
        json.WriteEndObject();
        json.WriteNumber("Status", state);
        foreach (var version in (ReadOnlySpan<string>)["ProtocolMin", "ProtocolMax", "ProtocolCur", "DelegateMin", "DelegateMax", "DelegateCur"])
        {
            json.WriteNumber(version, 2);
        }

        json.WriteEndObject();
    }
}
