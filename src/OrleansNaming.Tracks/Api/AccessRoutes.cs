using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using OrleansNaming.Api;
using OrleansNaming.Gateway;
using OrleansNaming.Gateway.Audit;
using OrleansNaming.Gateway.Load;
using OrleansNaming.Gateway.Routes;
using OrleansNaming.Tracks.Gathering;

namespace OrleansNaming.Tracks.Api;

/// <summary>Which databases and hosts a group's tracks may reach, for administrators.</summary>
internal static class AccessRoutes
{
    public static IEnumerable<ApiRoute> All { get; } =
    [
        new("GET", "/v1/tracks/{group}/connections", NamingRole.Administrator, "Lists the databases that tracks may ask, and the hosts that they may call.", ListAsync)
        {
            Pace = ApiPace.Bulk,
            Audit = AuditKind.None,
            Contract = TrackRoutes.Reading with { Answer = ApiJson.Default.ApiTrackConnectionList },
        },
        new("PUT", "/v1/tracks/{group}/connections/{name}", NamingRole.Administrator, "Names a database that tracks may ask.", PutAsync)
        {
            Contract = TrackRoutes.Reading with
            {
                Body = ApiRequestJson.Default.ApiTrackConnectionRequest,
                Answer = ApiJson.Default.ApiTrackConnection,
                Refusals = [Refusal.NotFound, Refusal.AlreadyBound, Refusal.TooMany],
            },
        },
        new("DELETE", "/v1/tracks/{group}/connections/{name}", NamingRole.Administrator, "Takes a database from all tracks.", static (context, _) => DoneAsync(context, (desk, stop) => desk.RemoveAsync(Value(context, "name"), stop)))
        {
            Contract = TrackRoutes.Done with { Refusals = [Refusal.NotFound, Refusal.AlreadyBound] },
        },
        new("PUT", "/v1/tracks/{group}/hosts/{host}", NamingRole.Administrator, "Lets tracks call a host; * is any.", static (context, _) => DoneAsync(context, (desk, stop) => desk.AllowAsync(Value(context, "host"), stop)))
        {
            Contract = TrackRoutes.Done with { Refusals = [Refusal.NotFound, Refusal.TooMany] },
        },
        new("DELETE", "/v1/tracks/{group}/hosts/{host}", NamingRole.Administrator, "Lets tracks call a host no more.", static (context, _) => DoneAsync(context, (desk, stop) => desk.ForbidAsync(Value(context, "host"), stop)))
        {
            Contract = TrackRoutes.Done with { Refusals = [Refusal.NotFound, Refusal.AlreadyBound] },
        },
    ];

    private static async Task ListAsync(HttpContext context, NodeApi api) =>
        await ApiAnswer.JsonAsync(context, await Desk(context).ListAsync(context.RequestAborted).ConfigureAwait(false), ApiJson.Default.ApiTrackConnectionList).ConfigureAwait(false);

    private static async Task PutAsync(HttpContext context, NodeApi api)
    {
        var desk = Desk(context);
        var request = await ApiBody.ReadAsync(context, ApiRequestJson.Default.ApiTrackConnectionRequest).ConfigureAwait(false) ?? new ApiTrackConnectionRequest();
        var connection = await desk.PutAsync(Value(context, "name"), request, context.RequestAborted).ConfigureAwait(false);
        await ApiAnswer.JsonAsync(context, connection, ApiJson.Default.ApiTrackConnection).ConfigureAwait(false);
    }

    private static async Task DoneAsync(HttpContext context, Func<AccessDesk, CancellationToken, Task> change)
    {
        await change(Desk(context), context.RequestAborted).ConfigureAwait(false);
        context.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    private static AccessDesk Desk(HttpContext context)
    {
        _ = TrackView.Of(context).Definitions; // of this group, and with tracks that ask databases
        return context.RequestServices.GetRequiredService<AccessDesk>();
    }

    private static string Value(HttpContext context, string key) => (string)context.Request.RouteValues[key]!;
}
