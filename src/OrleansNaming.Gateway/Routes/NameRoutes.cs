using Microsoft.AspNetCore.Http;
using OrleansNaming.Api;
using OrleansNaming.Gateway.Access;
using OrleansNaming.Resolution;

namespace OrleansNaming.Gateway.Routes;

/// <summary>Names: resolve, list, and the guests that are bound to them.</summary>
internal static class NameRoutes
{
    public static IEnumerable<ApiRoute> All { get; } =
    [
        new("GET", "/v1/names", ApiAccess.Read, "Lists the names directly under a context.", ListAsync),
        new("GET", "/v1/names/{**name}", ApiAccess.Read, "Resolves a name to its live instances.", ResolveAsync),
        new("PUT", "/v1/names/{**name}", ApiAccess.Write, "Registers a guest, or replaces it.", RegisterAsync),
        new("DELETE", "/v1/names/{**name}", ApiAccess.Write, "Takes a guest's registration back.", DeregisterAsync),
        new("PUT", "/v1/leases/{**name}", ApiAccess.Write, "Renews a guest's lease.", RenewAsync),
    ];

    private static async Task ListAsync(HttpContext context, NodeApi api)
    {
        var (parent, after) = (ApiQuery.Context(context, "context"), ApiQuery.Text(context, "after"));
        var bindings = ApiQuery.Flag(context, "bindings");
        var list = await api.Reader.ListAsync(parent, after, ApiQuery.Limit(context)).ConfigureAwait(false);
        var replica = api.Engine.Replica;
        ApiNameItem[] names =
        [
            .. list.Names.Select(item => new ApiNameItem(
                item.Name, item.Instances, item.IsContext, bindings ? ApiResolved.From(item.Name, ResolutionPipeline.Narrow(replica.Resolve(item.Name), null), true).Instances : null)),
        ];
        await ApiAnswer.JsonAsync(context, new ApiNameList(parent, names, list.Next, list.IsComplete), ApiJson.Default.ApiNameList).ConfigureAwait(false);
    }

    private static async Task ResolveAsync(HttpContext context, NodeApi api)
    {
        var name = ApiQuery.Name(context);
        var found = await api.Reader.ResolveAsync(name, ApiQuery.Resolve(context), context.RequestAborted).ConfigureAwait(false);
        await ApiAnswer.JsonAsync(context, ApiResolved.From(name, found, api.Engine.Replica.IsComplete), ApiJson.Default.ApiResolved).ConfigureAwait(false);
    }

    private static async Task RegisterAsync(HttpContext context, NodeApi api)
    {
        var (name, instance) = (ApiQuery.Name(context), ApiQuery.Instance(context));
        var registration = await ApiBody.RegistrationAsync(context, name, instance).ConfigureAwait(false);
        var token = await api.Client.RegisterAsync(registration, context.RequestAborted).ConfigureAwait(false);
        await ApiAnswer.WrittenAsync(context, token).ConfigureAwait(false);
    }

    private static async Task DeregisterAsync(HttpContext context, NodeApi api)
    {
        var (name, instance) = (ApiQuery.Name(context), ApiQuery.Instance(context));
        await ApiAnswer.WrittenAsync(context, await api.Client.DeregisterAsync(name, instance, context.RequestAborted).ConfigureAwait(false)).ConfigureAwait(false);
    }

    private static async Task RenewAsync(HttpContext context, NodeApi api)
    {
        var (name, instance) = (ApiQuery.Name(context), ApiQuery.Instance(context));
        await api.Client.RenewAsync(name, instance, context.RequestAborted).ConfigureAwait(false);
        context.Response.StatusCode = StatusCodes.Status204NoContent;
    }
}
