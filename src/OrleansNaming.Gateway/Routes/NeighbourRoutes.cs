using Microsoft.AspNetCore.Http;
using OrleansNaming.Api;
using OrleansNaming.Gateway.Load;
using OrleansNaming.Gateway.OpenApi;

namespace OrleansNaming.Gateway.Routes;

/// <summary>The substitution table: which address of its own each replica has beside a shared one.</summary>
internal static class NeighbourRoutes
{
    public static IEnumerable<ApiRoute> All { get; } =
    [
        new("GET", "/v1/neighbours", NamingRole.Viewer, "Lists shared addresses and, to members and operators, the dedicated ones behind them.", ListAsync)
        {
            Pace = ApiPace.Bulk,
            Contract = new ApiContract { Answer = ApiJson.Default.ApiNeighbourList },
        },
    ];

    private static async Task ListAsync(HttpContext context, NodeApi api)
    {
        var table = api.Neighbours.Current;
        var isInside = api.Callers.AskerOf(context).MayAskInside;
        var lines = table.All.Select(line => new ApiNeighbour
        {
            Server = line.Server.ToString(),
            Name = line.Name,
            Instance = line.Instance,
            Port = line.Dedicated.Name,
            Cluster = line.Cluster?.ToString(),
            Dedicated = isInside ? line.Dedicated.ToString() : null,
            State = ApiWord.Of(line.State),
            Guest = line.IsGuest,
        });
        await ApiAnswer.JsonAsync(context, new ApiNeighbourList(table.Version, [.. lines]), ApiJson.Default.ApiNeighbourList).ConfigureAwait(false);
    }
}
