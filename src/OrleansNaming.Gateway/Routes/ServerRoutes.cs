using Microsoft.AspNetCore.Http;
using OrleansNaming.Api;
using OrleansNaming.Gateway.Load;
using OrleansNaming.Gateway.OpenApi;
using OrleansNaming.Node;

namespace OrleansNaming.Gateway.Routes;

/// <summary>Servers: who owns a list, and how the answering node sees it.</summary>
internal static class ServerRoutes
{
    /// <summary>Names that one line of the servers' list shows.</summary>
    private const int ServicesMax = 16;

    public static IEnumerable<ApiRoute> All { get; } =
    [
        new("GET", "/v1/servers", NamingRole.Viewer, "Lists the servers, as this node sees them.", ListAsync)
        {
            Pace = ApiPace.Bulk,
            Contract = new ApiContract { Arguments = [ApiContract.After, ApiContract.Limit], Answer = ApiJson.Default.ApiServerList },
        },
        new("GET", "/v1/servers/{server}", NamingRole.Viewer, "One server, as this node sees it.", OneAsync)
        {
            Contract = new ApiContract { Answer = ApiJson.Default.ApiServer, Refusals = [Refusal.NotFound] },
        },
        new("GET", "/v1/servers/{server}/changes", NamingRole.Viewer, "What a server's list changed since a version (delta or snapshot, with ETag).", ChangesRoute.AnswerAsync)
        {
            Pace = ApiPace.Bulk,
            Contract = ChangesRoute.Contract,
        },
    ];

    private static async Task ListAsync(HttpContext context, NodeApi api)
    {
        var (after, limit) = (ApiQuery.Text(context, "after") ?? "", ApiQuery.Limit(context));
        var status = await api.Engine.GetStatusAsync(context.RequestAborted).ConfigureAwait(false);
        OwnerStatusLine[] owners = [.. status.Owners.Where(owner => string.CompareOrdinal(owner.Server.Value, after) > 0).Take(limit + 1)];
        var next = owners.Length > limit ? owners[limit - 1].Server.Value : null;
        var body = new ApiServerList([.. owners.Take(limit).Select(owner => Show(owner, status, api))], next);
        await ApiAnswer.JsonAsync(context, body, ApiJson.Default.ApiServerList).ConfigureAwait(false);
    }

    private static async Task OneAsync(HttpContext context, NodeApi api)
    {
        var server = ApiQuery.Server(context);
        var status = await api.Engine.GetStatusAsync(context.RequestAborted).ConfigureAwait(false);
        var owner = status.Owners.FirstOrDefault(owner => owner.Server == server)
            ?? throw new NamingException(Refusal.NotFound, $"no server '{server}' is known here: GET /v1/servers lists those that are");
        await ApiAnswer.JsonAsync(context, Show(owner, status, api), ApiJson.Default.ApiServer).ConfigureAwait(false);
    }

    private static ApiServer Show(OwnerStatusLine owner, NodeStatus status, NodeApi api) => new()
    {
        Server = owner.Server.ToString(),
        State = ApiWord.Of(owner.State),
        Stamp = owner.Stamp.IsNone ? null : new Token(owner.Server, owner.Stamp).ToString(),
        Version = owner.Stamp.ToString(),
        Behind = owner.Known > owner.Stamp,
        BehindSeconds = owner.Behind?.TotalSeconds,
        AppliedInSeconds = owner.AppliedIn?.TotalSeconds,
        Stale = owner.IsStale,
        Judgement = SilenceWords.Of(status, owner),
        SilenceSeconds = owner.Silence.TotalSeconds,
        Entries = owner.Entries,
        Services = Services(api.Engine.Replica.Find(owner.Server)),
        Address = owner.Address.Length == 0 ? null : owner.Address,
        LearntBy = owner.LearntBy.Length == 0 ? null : owner.LearntBy,
        IntervalSeconds = owner.Interval.TotalSeconds,
    };

    private static string[] Services(OwnerView? owner) => owner?.Advertisement is { } shown
        ? [.. shown.Entries.All.OfType<Instance>().Where(instance => !instance.IsGuest).Select(instance => instance.Name).Distinct().Take(ServicesMax)]
        : [];
}
