using Microsoft.AspNetCore.Http;
using OrleansNaming.Api;
using OrleansNaming.Gateway.Audit;
using OrleansNaming.Gateway.Load;
using OrleansNaming.Gateway.OpenApi;
using OrleansNaming.Resolution;

namespace OrleansNaming.Gateway.Routes;

/// <summary>Names: resolve, list, and the guests that are bound to them.</summary>
internal static class NameRoutes
{
    /// <summary>What narrows a resolve, and so its explanation.</summary>
    private static readonly ApiArgument[] Narrowing =
    [
        new("tag", "string", "Only instances with this tag, and each other one that is given.") { IsRepeated = true },
        new("zone", "string", "Only instances of this zone; several are an order of fail-over, and * stands for all others.") { IsRepeated = true },
        new("scope", "string", "auto (by who asks, the default), intracluster (dedicated addresses, and never the asker) or external."),
        new("self", "boolean", "A member's own instances too; false by default."),
    ];

    public static IEnumerable<ApiRoute> All { get; } =
    [
        new("GET", "/v1/names", NamingRole.Viewer, "Lists the names directly under a context.", ListAsync)
        {
            Pace = ApiPace.Bulk,
            Contract = new ApiContract
            {
                Arguments =
                [
                    new ApiArgument("context", "string", "The context; the root by default."), ApiContract.After, ApiContract.Limit,
                    new ApiArgument("bindings", "boolean", "With the live instances of each; false by default."), .. ApiContract.Demanding,
                ],
                Answer = ApiJson.Default.ApiNameList,
                Refusals = [Refusal.NotReached, Refusal.WriteLost],
            },
        },
        new("GET", "/v1/names/{**name}", NamingRole.Viewer, "Resolves a name to its live instances.", ResolveAsync)
        {
            Contract = new ApiContract
            {
                Arguments =
                [
                    .. Narrowing, .. ApiContract.Demanding,
                ],
                Answer = ApiJson.Default.ApiResolved,
                Refusals = [Refusal.NotReached, Refusal.WriteLost, Refusal.Forbidden],
            },
        },
        new("GET", "/v1/explain/{**name}", NamingRole.Viewer, "Why a name resolves to what it does at this server: each stage, each line, how and when it was learnt.", ExplainAsync)
        {
            Pace = ApiPace.Bulk,
            Contract = new ApiContract { Arguments = Narrowing, Answer = ApiJson.Default.ApiExplanation, Refusals = [Refusal.Forbidden] },
        },
        new("PUT", "/v1/names/{**name}", NamingRole.Operator, "Registers a guest, or replaces it.", RegisterAsync)
        {
            Audit = AuditKind.Summed,
            Contract = new ApiContract
            {
                Arguments = [ApiContract.Instance],
                Body = ApiRequestJson.Default.ApiRegistration,
                Answer = ApiJson.Default.ApiWritten,
                Refusals = [.. ApiContract.Writing, Refusal.AlreadyBound],
            },
        },
        new("DELETE", "/v1/names/{**name}", NamingRole.Operator, "Takes a guest's registration back.", DeregisterAsync)
        {
            Audit = AuditKind.Summed,
            Contract = new ApiContract
            {
                Arguments = [ApiContract.Instance],
                Answer = ApiJson.Default.ApiWritten,
                Refusals = [.. ApiContract.Writing, Refusal.NotFound],
            },
        },
        new("PUT", "/v1/leases/{**name}", NamingRole.Operator, "Renews a guest's lease.", RenewAsync)
        {
            Audit = AuditKind.Summed,
            Contract = new ApiContract
            {
                Arguments = [ApiContract.Instance],
                MediaType = null,
                Bare = [StatusCodes.Status204NoContent],
                Refusals = [.. ApiContract.Writing, Refusal.NotFound],
            },
        },
        new("PUT", "/v1/checks/{**name}", NamingRole.Operator, "Says how an instance is, for one of its checks of kind ttl.", TellHealthAsync)
        {
            Audit = AuditKind.Summed,
            Contract = new ApiContract
            {
                Arguments = [ApiContract.Instance, new ApiArgument("check", "string", "The check's id.") { IsRequired = true }],
                Body = ApiRequestJson.Default.ApiHealthWord,
                MediaType = null,
                Bare = [StatusCodes.Status204NoContent],
                Refusals = [.. ApiContract.Writing, Refusal.NotFound],
            },
        },
    ];

    private static async Task ListAsync(HttpContext context, NodeApi api)
    {
        var (parent, after) = (ApiQuery.Context(context, "context"), ApiQuery.Text(context, "after"));
        var bindings = ApiQuery.Flag(context, "bindings");
        var (demanded, limit) = (ApiQuery.Read(context), ApiQuery.Limit(context));
        var list = demanded.Demands
            ? await api.Reader.ListAsync(parent, after, demanded, context.RequestAborted, limit).ConfigureAwait(false)
            : await api.Reader.ListAsync(parent, after, limit).ConfigureAwait(false);
        ApiAnswer.Show(context, demanded.Session);
        var (replica, asker) = (api.Engine.Replica, api.Callers.AskerOf(context));
        ApiNameItem[] names =
        [
            .. list.Names.Select(item => new ApiNameItem(
                item.Name, item.Instances, item.IsContext, bindings ? ApiResolved.From(item.Name, ResolutionPipeline.Narrow(replica.Peek(item.Name), null, asker: asker), true).Instances : null)),
        ];
        await ApiAnswer.JsonAsync(context, new ApiNameList(parent, names, list.Next, list.IsComplete), ApiJson.Default.ApiNameList).ConfigureAwait(false);
    }

    private static async Task ResolveAsync(HttpContext context, NodeApi api)
    {
        var name = ApiQuery.Name(context);
        var (options, asker) = Question(context, api);
        var found = await api.Reader.ResolveAsync(name, options, asker, context.RequestAborted).ConfigureAwait(false);
        ApiAnswer.Show(context, options.Session);
        await ApiAnswer.JsonAsync(context, ApiResolved.From(name, found, api.Engine.Replica.IsComplete), ApiJson.Default.ApiResolved).ConfigureAwait(false);
    }

    private static async Task ExplainAsync(HttpContext context, NodeApi api)
    {
        var name = ApiQuery.Name(context);
        var (options, asker) = Question(context, api);
        var explanation = await api.Reader.ExplainAsync(name, options, asker, context.RequestAborted).ConfigureAwait(false);
        await ApiAnswer.JsonAsync(context, ApiExplanation.From(explanation), ApiJson.Default.ApiExplanation).ConfigureAwait(false);
    }

    private static (ResolveOptions Options, Asker Asker) Question(HttpContext context, NodeApi api)
    {
        var (options, asker) = (ApiQuery.Resolve(context), api.Callers.AskerOf(context));
        return options.Scope != ResolveScope.Intracluster || asker.MayAskInside
            ? (options, asker)
            : throw new NamingException(Refusal.Forbidden, "scope=intracluster is for members of the cluster: prove to be one, show an admin key, or leave the scope out");
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

    private static async Task TellHealthAsync(HttpContext context, NodeApi api)
    {
        var (name, instance) = (ApiQuery.Name(context), ApiQuery.Instance(context));
        var check = ApiQuery.Text(context, "check") ?? throw ApiQuery.Invalid("?check= is missing: the id of one of the instance's checks");
        var (health, output) = await ApiBody.HealthAsync(context).ConfigureAwait(false);
        await api.Client.TellHealthAsync(name, instance, check, health, output, context.RequestAborted).ConfigureAwait(false);
        context.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    private static async Task RenewAsync(HttpContext context, NodeApi api)
    {
        var (name, instance) = (ApiQuery.Name(context), ApiQuery.Instance(context));
        await api.Client.RenewAsync(name, instance, context.RequestAborted).ConfigureAwait(false);
        context.Response.StatusCode = StatusCodes.Status204NoContent;
    }
}
