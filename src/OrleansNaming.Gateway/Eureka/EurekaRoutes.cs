using System.Globalization;
using Microsoft.AspNetCore.Http;
using OrleansNaming.Gateway.Consul;
using OrleansNaming.Gateway.Facades;
using OrleansNaming.Gateway.Load;
using OrleansNaming.Gateway.Routes;

namespace OrleansNaming.Gateway.Eureka;

/// <summary>
/// Eureka's API, under <c>/eureka</c> and <c>/eureka/v2</c>. A registration is a guest with a lease: a heartbeat renews it at any node, and one that is not known is answered 404, so that its client
/// registers again.
/// </summary>
internal sealed class EurekaRoutes
{
    private readonly ApiHost _host;
    private readonly Lazy<EurekaRegistry> _registry;

    public EurekaRoutes(ApiHost host, FacadeDirectory shared)
    {
        _host = host;
        _registry = new Lazy<EurekaRegistry>(() => new EurekaRegistry(Api.Engine, Api.Time, shared));
        All = [.. Under("/eureka"), .. Under("/eureka/v2"), new FacadeRoute(["GET", "PUT", "POST", "DELETE"], "/eureka/{**path}", NamingRole.Viewer, RefuseAsync) { IsFallback = true }];
    }

    public IReadOnlyList<FacadeRoute> All { get; }

    private NodeApi Api => _host.Api;

    /// <summary>Deltas tell what changed since this; a question begins it too.</summary>
    public void Begin() => _ = _registry.Value;

    public void End()
    {
        if (_registry.IsValueCreated)
        {
            _registry.Value.Dispose();
        }
    }

    private IEnumerable<FacadeRoute> Under(string root) =>
    [
        FacadeRoute.Get($"{root}/apps", AppsAsync) with { Pace = ApiPace.Bulk },
        FacadeRoute.Get($"{root}/apps/delta", DeltaAsync) with { Pace = ApiPace.Bulk },
        FacadeRoute.Get($"{root}/apps/{{app}}", AppAsync) with { Pace = ApiPace.Bulk },
        FacadeRoute.Get($"{root}/apps/{{app}}/{{id}}", InstanceAsync) with { Pace = ApiPace.Bulk },
        FacadeRoute.Get($"{root}/instances/{{id}}", AnyInstanceAsync) with { Pace = ApiPace.Bulk },
        FacadeRoute.Get($"{root}/vips/{{vip}}", context => VipAsync(context, known => known.Vip)) with { Pace = ApiPace.Bulk },
        FacadeRoute.Get($"{root}/svips/{{vip}}", context => VipAsync(context, known => known.SecureVip)) with { Pace = ApiPace.Bulk },
        new FacadeRoute(["POST"], $"{root}/apps/{{app}}", NamingRole.Operator, RegisterAsync),
        FacadeRoute.Put($"{root}/apps/{{app}}/{{id}}", RenewAsync),
        new FacadeRoute(["DELETE"], $"{root}/apps/{{app}}/{{id}}", NamingRole.Operator, CancelAsync),
        FacadeRoute.Put($"{root}/apps/{{app}}/{{id}}/status", OverrideAsync),
        new FacadeRoute(["DELETE"], $"{root}/apps/{{app}}/{{id}}/status", NamingRole.Operator, EndOverrideAsync),
        FacadeRoute.Put($"{root}/apps/{{app}}/{{id}}/metadata", MetadataAsync),
    ];

    private EurekaSnapshot Snapshot() => Api.Engine.Replica.IsComplete
        ? _registry.Value.Current
        : throw new NamingException(Refusal.NotReady, "the directory here is not complete yet, and what is missing is not gone: ask again in a few seconds, or ask another server");

    private Task AppsAsync(HttpContext context)
    {
        var snapshot = Snapshot();
        return EurekaAnswer.WriteAsync(context, EurekaDocument.Applications(snapshot, snapshot.Instances));
    }

    private Task DeltaAsync(HttpContext context)
    {
        var snapshot = Snapshot();
        return EurekaAnswer.WriteAsync(context, EurekaDocument.Applications(snapshot, snapshot.Recent));
    }

    private Task AppAsync(HttpContext context)
    {
        var app = ConsulReads.Segment(context, "app").ToUpperInvariant();
        var instances = Snapshot().Instances.Where(instance => instance.App == app).ToList();
        return instances.Count > 0
            ? EurekaAnswer.WriteAsync(context, EurekaDocument.Application(app, instances))
            : throw NotFound($"no application '{app}' is registered");
    }

    private Task InstanceAsync(HttpContext context)
    {
        var (app, id) = (ConsulReads.Segment(context, "app").ToUpperInvariant(), ConsulReads.Segment(context, "id"));
        return OneAsync(context, instance => instance.App == app && instance.Registration.Id == id, id);
    }

    private Task AnyInstanceAsync(HttpContext context)
    {
        var id = ConsulReads.Segment(context, "id");
        return OneAsync(context, instance => instance.Registration.Id == id, id);
    }

    private Task OneAsync(HttpContext context, Func<EurekaInstance, bool> isAsked, string id) =>
        Snapshot().Instances.FirstOrDefault(isAsked) is { } found
            ? EurekaAnswer.WriteAsync(context, EurekaDocument.Instance(found))
            : throw NotFound($"no instance '{id}' is registered");

    private Task VipAsync(HttpContext context, Func<EurekaRegistration, string> vipOf)
    {
        var vip = ConsulReads.Segment(context, "vip");
        var snapshot = Snapshot();
        var found = snapshot.Instances.Where(instance => vipOf(instance.Registration).Split(',').Contains(vip, StringComparer.OrdinalIgnoreCase)).ToList();
        return found.Count > 0
            ? EurekaAnswer.WriteAsync(context, EurekaDocument.Applications(snapshot, found))
            : throw NotFound($"no instance has the address '{vip}'");
    }

    private async Task RegisterAsync(HttpContext context)
    {
        var app = ConsulReads.Segment(context, "app");
        var registration = await ApiBody.ReadAsync(context, body => EurekaRequest.Parse(body, app)).ConfigureAwait(false);
        // What an operator said of it outlives that its client registers again.
        if (Find(app, registration.InstanceId) is { } present && EurekaInstance.RegistrationOf(present) is { Override: { } word }
            && registration.Metadata[EurekaRegistration.Key] is { } text && Known(text) is { Override: null } known)
        {
            registration = EurekaRequest.Guest(known with { Override = word }, registration.Metadata);
        }

        await Api.Client.RegisterAsync(registration, context.RequestAborted).ConfigureAwait(false);
        context.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    private static EurekaRegistration? Known(string text) => System.Text.Json.JsonSerializer.Deserialize(text, EurekaJson.Default.EurekaRegistration);

    /// <summary>A heartbeat of what is not known, or of a client that changed since it registered, tells the client to register again.</summary>
    private async Task RenewAsync(HttpContext context)
    {
        var (instance, known) = Registered(context);
        if (long.TryParse(ConsulQuery.First(context, "lastDirtyTimestamp"), NumberStyles.None, CultureInfo.InvariantCulture, out var dirty) && dirty > known.Dirty && known.Dirty > 0)
        {
            throw NotFound($"'{known.Id}' changed after it was registered: register it again");
        }

        await Api.Client.RenewAsync(instance.Name, instance.InstanceId, context.RequestAborted).ConfigureAwait(false);
    }

    private async Task CancelAsync(HttpContext context)
    {
        var (instance, _) = Registered(context);
        await Api.Client.DeregisterAsync(instance.Name, instance.InstanceId, context.RequestAborted).ConfigureAwait(false);
    }

    private Task OverrideAsync(HttpContext context) => ChangeAsync(context, known => known with
    {
        Override = StatusOf(context) ?? throw ApiQuery.Invalid("the argument 'value' is none of UP, DOWN, STARTING, OUT_OF_SERVICE and UNKNOWN"),
    });

    private Task EndOverrideAsync(HttpContext context) => ChangeAsync(context, known => known with { Override = null, Status = StatusOf(context) ?? known.Status });

    private static string? StatusOf(HttpContext context) => EurekaStatus.Read(ConsulQuery.First(context, "value"));

    private async Task MetadataAsync(HttpContext context)
    {
        var (instance, known) = Registered(context);
        var metadata = new Dictionary<string, string>(instance.Metadata, StringComparer.Ordinal);
        foreach (var (key, values) in context.Request.Query.Where(pair => !FacadeMetadata.IsOwn(pair.Key)))
        {
            metadata[key] = values.ToString();
        }

        await Api.Client.RegisterAsync(EurekaRequest.Guest(known, metadata), context.RequestAborted).ConfigureAwait(false);
    }

    private async Task ChangeAsync(HttpContext context, Func<EurekaRegistration, EurekaRegistration> change)
    {
        var (instance, known) = Registered(context);
        await Api.Client.RegisterAsync(EurekaRequest.Guest(change(known), instance.Metadata), context.RequestAborted).ConfigureAwait(false);
    }

    private (Instance Instance, EurekaRegistration Known) Registered(HttpContext context)
    {
        var (app, id) = (ConsulReads.Segment(context, "app"), ConsulReads.Segment(context, "id"));
        return Find(app, StableId.Segment(app.ToLowerInvariant(), id)) is { } instance && EurekaInstance.RegistrationOf(instance) is { } known ? (instance, known)
            : !Api.Engine.Replica.IsComplete ? throw new NamingException(Refusal.NotReady, "the directory here is not complete yet: send it again in a few seconds, or to another server")
            : throw NotFound($"no instance '{id}' of '{app}' is registered: register it again");
    }

    private Instance? Find(string app, string guest)
    {
        foreach (var instance in Api.Engine.Replica.Peek(app.ToLowerInvariant()))
        {
            if (instance.IsGuest && instance.InstanceId == guest)
            {
                return instance;
            }
        }

        return null;
    }

    private static Task RefuseAsync(HttpContext context) =>
        throw NotFound($"there is no {context.Request.Method} of this path here; replication between Eureka's servers is not offered, since a cluster of naming is one registry (docs/clients.md)");

    private static NamingException NotFound(string message) => new(Refusal.NotFound, message);
}
