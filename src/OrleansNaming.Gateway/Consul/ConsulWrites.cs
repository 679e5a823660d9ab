using Microsoft.AspNetCore.Http;
using OrleansNaming.Gateway.Facades;
using OrleansNaming.Gateway.Routes;

namespace OrleansNaming.Gateway.Consul;

/// <summary>
/// What clients of an agent write. A registration becomes a guest without a lease: its holder keeps it, and when that is gone another node adopts it with its checks, since these clients do not register
/// again (Steeltoe only logs a failed heartbeat).
/// </summary>
internal sealed class ConsulWrites(ApiHost host, ConsulGuests guests, NamingConsulOptions options)
{
    private NodeApi Api => host.Api;

    private string Agent => Api.Engine.Server.Value;

    public IEnumerable<FacadeRoute> Routes =>
    [
        FacadeRoute.Put("/v1/agent/service/register", RegisterServiceAsync),
        Told("/v1/agent/service/deregister/{**id}", DeregisterServiceAsync),
        FacadeRoute.Put("/v1/agent/service/maintenance/{**id}", ServiceMaintenanceAsync),
        FacadeRoute.Put("/v1/agent/maintenance", NodeMaintenanceAsync),
        FacadeRoute.Put("/v1/agent/check/register", RegisterCheckAsync),
        Told("/v1/agent/check/deregister/{**id}", DeregisterCheckAsync),
        Told("/v1/agent/check/pass/{**id}", context => TellAsync(context, InstanceHealth.Healthy)),
        Told("/v1/agent/check/warn/{**id}", context => TellAsync(context, InstanceHealth.Warning)),
        Told("/v1/agent/check/fail/{**id}", context => TellAsync(context, InstanceHealth.Unhealthy)),
        FacadeRoute.Put("/v1/agent/check/update/{**id}", UpdateCheckAsync),
        FacadeRoute.Put("/v1/catalog/register", CatalogRegisterAsync),
        FacadeRoute.Put("/v1/catalog/deregister", CatalogDeregisterAsync),
    ];

    private FacadeRoute Told(string pattern, Func<HttpContext, Task> handler) =>
        new(options.WritesByGet ? ["PUT", "GET"] : ["PUT"], pattern, NamingRole.Operator, handler);

    private async Task RegisterServiceAsync(HttpContext context)
    {
        var service = await ConsulBody.ReadAsync(context, ServiceDefinition.Read).ConfigureAwait(false);
        await RegisterAsync(context, service, Agent, guests.AddressOf(context)).ConfigureAwait(false);
    }

    private async Task RegisterAsync(HttpContext context, ServiceDefinition service, string agent, string address)
    {
        var before = Same(service, agent, address);
        var registration = before is null
            ? service.ToGuest(agent, StableId.Segment(agent, service.Id), address)
            : service.ToGuest(before.Known.Agent, before.Instance.InstanceId, address);
        await Api.Client.RegisterAsync(registration, context.RequestAborted).ConfigureAwait(false);
        foreach (var old in guests.Services(service.Id).Where(old => old.Known.Agent == (before?.Known.Agent ?? agent) && old.Instance.Name != registration.Name))
        {
            await DeregisterAsync(context, old).ConfigureAwait(false);
        }
    }

    /// <summary>
    /// What the client registered already, at this node or at another one: the same id under the same name at the same address. So a client that comes back by way of another node is still one instance.
    /// </summary>
    private FoundGuest? Same(ServiceDefinition service, string agent, string address)
    {
        var (name, host) = (ConsulDirectory.NameOf(service.Name), service.Address.Length > 0 ? service.Address : address);
        List<FoundGuest> found = [.. guests.Services(service.Id).Where(guest => guest.Instance.Name == name)];
        return found.Find(guest => guest.Known.Agent == agent)
            ?? found.Find(guest => guest.Instance.Endpoints.Any(endpoint => endpoint.Host == host && endpoint.Port == service.Port));
    }

    private async Task DeregisterServiceAsync(HttpContext context)
    {
        var id = ConsulReads.Segment(context, "id");
        await DeregisterAsync(context, guests.Service(context, id) ?? throw Unknown($"Unknown service ID \"{id}\". Ensure that the service ID is passed, not the service name.")).ConfigureAwait(false);
    }

    private Task<Token> DeregisterAsync(HttpContext context, FoundGuest guest) =>
        Api.Client.DeregisterAsync(guest.Instance.Name, guest.Instance.InstanceId, context.RequestAborted);

    private async Task ServiceMaintenanceAsync(HttpContext context)
    {
        var id = ConsulReads.Segment(context, "id");
        var isOn = IsOn(context);
        var guest = guests.Service(context, id) ?? throw Unknown($"Unknown service ID \"{id}\". Ensure that the service ID is passed, not the service name.");
        var reason = ConsulQuery.First(context, "reason") is { Length: > 0 } said ? said : "Maintenance mode is enabled for this service, but no reason was provided. This is a default message.";
        await AgainAsync(context, guest, guest.Known with { Maintenance = isOn ? reason : null }).ConfigureAwait(false);
    }

    private async Task NodeMaintenanceAsync(HttpContext context) =>
        await Api.Client.CommitAsync(new SetStatus(IsOn(context) ? OwnerStatus.Draining : OwnerStatus.Serving), context.RequestAborted).ConfigureAwait(false);

    private static bool IsOn(HttpContext context) => ConsulQuery.First(context, "enable") switch
    {
        "true" or "1" or "t" or "True" or "TRUE" => true,
        "false" or "0" or "f" or "False" or "FALSE" => false,
        null or "" => throw ApiQuery.Invalid("Missing value for enable"),
        _ => throw ApiQuery.Invalid("Invalid value for enable: it is true or false"),
    };

    private async Task RegisterCheckAsync(HttpContext context)
    {
        var (id, definition) = await ConsulBody.ReadAsync(context, static body =>
        {
            var service = body.Text("ServiceID") ?? "";
            var name = body.Text("Name") is { Length: > 0 } said ? said : body.Text("CheckID") ?? body.Text("ID") ?? throw ApiQuery.Invalid("Missing check name");
            return (service, CheckDefinition.Read(body, name, service));
        }).ConfigureAwait(false);
        if (id.Length == 0)
        {
            throw ApiQuery.Invalid("A check needs a ServiceID: nodes are checked by naming itself");
        }

        var guest = guests.Service(context, id) ?? throw Unknown($"ServiceID \"{id}\" does not exist");
        var known = guest.Known with { Checks = [.. guest.Known.Checks.Where(check => check.Id != definition.Shown.Id), definition.Shown] };
        var checks = guest.Instance.Checks.Where(check => check.Id != definition.Shown.Id);
        var again = ServiceDefinition.Again(guest.Instance, known) with { Checks = definition.Check is { } check ? [.. checks, check] : [.. checks] };
        var health = guest.Instance.Health > definition.Health ? guest.Instance.Health : definition.Health;
        await Api.Client.RegisterAsync(again with { Health = health }, context.RequestAborted).ConfigureAwait(false);
    }

    private async Task DeregisterCheckAsync(HttpContext context)
    {
        var (id, guest) = CheckOf(context);
        var known = guest.Known with { Checks = [.. guest.Known.Checks.Where(check => check.Id != id)] };
        var again = ServiceDefinition.Again(guest.Instance, known) with { Checks = [.. guest.Instance.Checks.Where(check => check.Id != id)] };
        // Without a check nothing says that it is ill.
        await Api.Client.RegisterAsync(known.Checks.Count == 0 ? again with { Health = InstanceHealth.Healthy } : again, context.RequestAborted).ConfigureAwait(false);
    }

    private Task TellAsync(HttpContext context, InstanceHealth health)
    {
        var (id, guest) = CheckOf(context);
        return TellAsync(context, guest, id, health, ConsulQuery.First(context, "note") ?? "");
    }

    private async Task UpdateCheckAsync(HttpContext context)
    {
        var (health, output) = await ConsulBody.ReadAsync(context, static body => (
            ConsulState.TryRead(body.Text("Status"), out var health) ? health : throw ApiQuery.Invalid("Invalid check status: it is passing, warning or critical"),
            body.Prose("Output") ?? "")).ConfigureAwait(false);
        var (id, guest) = CheckOf(context);
        await TellAsync(context, guest, id, health, output).ConfigureAwait(false);
    }

    private async Task TellAsync(HttpContext context, FoundGuest guest, string id, InstanceHealth health, string output)
    {
        if (!guest.Instance.Checks.Any(check => check.Id == id && check.Kind == HealthCheckKind.Ttl))
        {
            throw Unknown($"CheckID \"{id}\" does not have associated TTL");
        }

        await Api.Client.CommitAsync(new TellHealth(new EntryKey(guest.Instance), id, health, Shortened(output)), context.RequestAborted).ConfigureAwait(false);
    }

    /// <summary>For people, and on its way to another node in one datagram's worth.</summary>
    private static string Shortened(string output)
    {
        var plain = ApiBody.Plain(output);
        return plain.Length <= Limits.TextLength ? plain : plain[..Limits.TextLength];
    }

    private (string Id, FoundGuest Guest) CheckOf(HttpContext context)
    {
        var id = ConsulReads.Segment(context, "id");
        return (id, guests.Check(context, id) ?? throw Unknown($"Unknown check ID \"{id}\". Ensure that the check ID is passed, not the check name."));
    }

    /// <summary>A service without an agent at its node: it has no checks that are carried out, its state is what is stated.</summary>
    private async Task CatalogRegisterAsync(HttpContext context)
    {
        var (node, address, service, checks) = await ConsulBody.ReadAsync(context, static body => (
            body.Text("Node") is { Length: > 0 } node ? node : throw ApiQuery.Invalid("Must provide node and address"),
            body.Text("Address") is { Length: > 0 } address ? address : throw ApiQuery.Invalid("Must provide node and address"),
            body.Find("Service") is { IsObject: true } service ? ServiceDefinition.Read(service) : throw ApiQuery.Invalid("A node is registered with a service only: nodes are naming's own"),
            (IReadOnlyList<CheckDefinition>)[.. ChecksOf(body).Select((check, at) => CheckDefinition.Read(check, $"check:{at}", "") with { Check = null })])).ConfigureAwait(false);
        await RegisterAsync(context, service with { Checks = checks }, node, address).ConfigureAwait(false);
        await TrueAsync(context).ConfigureAwait(false);
    }

    private static IEnumerable<LooseJson> ChecksOf(LooseJson body) => body.Find("Check") is { IsObject: true } one ? body.Items("Checks").Prepend(one) : body.Items("Checks");

    private async Task CatalogDeregisterAsync(HttpContext context)
    {
        var (node, service) = await ConsulBody.ReadAsync(context, static body => (
            body.Text("Node") is { Length: > 0 } node ? node : throw ApiQuery.Invalid("Must provide node"),
            body.Text("ServiceID"))).ConfigureAwait(false);
        foreach (var guest in guests.At(node).Where(guest => service is null || guest.Known.Id == service).ToList())
        {
            await DeregisterAsync(context, guest).ConfigureAwait(false);
        }

        await TrueAsync(context).ConfigureAwait(false);
    }

    private static Task TrueAsync(HttpContext context) => ConsulAnswer.BodyAsync(context, "true"u8.ToArray());

    private Task<Token> AgainAsync(HttpContext context, FoundGuest guest, ConsulRegistration known) =>
        Api.Client.RegisterAsync(ServiceDefinition.Again(guest.Instance, known), context.RequestAborted);

    /// <summary>While the directory is not complete, nothing is known to be unknown.</summary>
    private NamingException Unknown(string message) => Api.Engine.Replica.IsComplete
        ? new NamingException(Refusal.NotFound, message)
        : new NamingException(Refusal.NotReady, "No cluster leader: the directory here is not complete yet. Send it again in a few seconds, or to another server");
}
