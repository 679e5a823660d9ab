using Microsoft.AspNetCore.Http;
using OrleansNaming.Api;
using OrleansNaming.Gateway.OpenApi;

namespace OrleansNaming.Gateway.Routes;

/// <summary>What the answering server itself advertises: its services, its part of the tree, and whether it drains (row B14).</summary>
internal static class OwnRoutes
{
    private static readonly ApiContract Plain = new()
    {
        Answer = ApiJson.Default.ApiWritten,
        Refusals = [.. ApiContract.Writing, Refusal.AlreadyBound],
    };

    public static IEnumerable<ApiRoute> All { get; } =
    [
        new("PUT", "/v1/own/{**name}", NamingRole.Operator, "Binds a service of this server; replace=false refuses when it is bound.", BindAsync)
        {
            Contract = Plain with
            {
                Arguments = [ApiContract.OwnInstance, new ApiArgument("replace", "boolean", "Whether it replaces what this server bound; true by default.")],
                Body = ApiRequestJson.Default.ApiRegistration,
            },
        },
        new("DELETE", "/v1/own/{**name}", NamingRole.Operator, "Unbinds a service of this server.", UnbindAsync)
        {
            Contract = Plain with { Arguments = [ApiContract.OwnInstance] },
        },
        new("PUT", "/v1/contexts/{**name}", NamingRole.Operator, "Creates a context.", CreateContextAsync) { Contract = Plain },
        new("DELETE", "/v1/contexts/{**name}", NamingRole.Operator, "Removes a context.", DestroyContextAsync) { Contract = Plain },
        new("PUT", "/v1/drain", NamingRole.Operator, "Drains this server: its services get no new work. Tells which nodes have confirmed it.", DrainAsync)
        {
            Contract = Plain with
            {
                Arguments = [new ApiArgument("wait", "number", "Seconds to wait for all confirmations, 0 to 300; 0 by default: who has confirmed so far.")],
                Answer = ApiJson.Default.ApiDrained,
                Refusals = [.. ApiContract.Writing, Refusal.NotReached],
            },
        },
        new("DELETE", "/v1/drain", NamingRole.Operator, "Ends draining.", UndrainAsync) { Contract = Plain },
    ];

    private static async Task BindAsync(HttpContext context, NodeApi api)
    {
        var (name, instance) = (ApiQuery.Name(context), InstanceOrServer(context, api));
        var replace = ApiQuery.Flag(context, "replace", otherwise: true);
        var registration = await ApiBody.RegistrationAsync(context, name, instance).ConfigureAwait(false);
        await CommitAsync(context, api, new Bind(registration, replace)).ConfigureAwait(false);
    }

    private static Task UnbindAsync(HttpContext context, NodeApi api) =>
        CommitAsync(context, api, new Unbind(ApiQuery.Name(context), InstanceOrServer(context, api)));

    private static Task CreateContextAsync(HttpContext context, NodeApi api) =>
        CommitAsync(context, api, new CreateContext(ApiQuery.Name(context)));

    private static Task DestroyContextAsync(HttpContext context, NodeApi api) =>
        CommitAsync(context, api, new DestroyContext(ApiQuery.Name(context)));

    private static async Task DrainAsync(HttpContext context, NodeApi api)
    {
        var wait = ApiQuery.Seconds(context, "wait") ?? TimeSpan.Zero;
        var report = await api.Client.DrainAsync(wait, context.RequestAborted).ConfigureAwait(false);
        context.Response.Headers[ApiAnswer.TokenHeader] = report.Token.ToString();
        await ApiAnswer.JsonAsync(context, ApiDrained.From(report), ApiJson.Default.ApiDrained).ConfigureAwait(false);
    }

    private static Task UndrainAsync(HttpContext context, NodeApi api) =>
        CommitAsync(context, api, new SetStatus(OwnerStatus.Serving));

    private static string InstanceOrServer(HttpContext context, NodeApi api) =>
        string.IsNullOrEmpty(ApiQuery.Text(context, "instance")) ? api.Engine.Server.ToString() : ApiQuery.Instance(context);

    private static async Task CommitAsync(HttpContext context, NodeApi api, Change change) =>
        await ApiAnswer.WrittenAsync(context, await api.Client.CommitAsync(change, context.RequestAborted).ConfigureAwait(false)).ConfigureAwait(false);
}
