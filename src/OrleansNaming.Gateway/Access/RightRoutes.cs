using Microsoft.AspNetCore.Http;
using OrleansNaming.Api;
using OrleansNaming.Gateway.Audit;
using OrleansNaming.Gateway.Load;
using OrleansNaming.Gateway.OpenApi;
using OrleansNaming.Gateway.Routes;

namespace OrleansNaming.Gateway.Access;

/// <summary>Who may use the API, for administrators.</summary>
internal static class RightRoutes
{
    public static IEnumerable<ApiRoute> All { get; } =
    [
        new("GET", "/v1/roles", NamingRole.Administrator, "Lists the keys of the API with their roles; never a secret.", ListAsync)
        {
            Pace = ApiPace.Bulk,
            Audit = AuditKind.None,
            Contract = new ApiContract { Answer = ApiJson.Default.ApiRightList },
        },
        new("PUT", "/v1/roles/{name}", NamingRole.Administrator, "Makes a key with a role, in place of the one of that name. The answer has the key, once.", GrantAsync)
        {
            Contract = new ApiContract { Body = ApiRequestJson.Default.ApiRightRequest, Answer = ApiJson.Default.ApiRight, Refusals = [Refusal.AlreadyBound, Refusal.TooMany] },
        },
        new("DELETE", "/v1/roles/{name}", NamingRole.Administrator, "Takes a granted key back.", RevokeAsync)
        {
            Contract = new ApiContract { MediaType = null, Bare = [StatusCodes.Status204NoContent], Refusals = [Refusal.NotFound] },
        },
    ];

    private static async Task ListAsync(HttpContext context, NodeApi api) =>
        await ApiAnswer.JsonAsync(context, await api.Rights.ListAsync(context.RequestAborted).ConfigureAwait(false), ApiJson.Default.ApiRightList).ConfigureAwait(false);

    private static async Task GrantAsync(HttpContext context, NodeApi api)
    {
        var request = await ApiBody.ReadAsync(context, ApiRequestJson.Default.ApiRightRequest).ConfigureAwait(false);
        var right = await api.Rights.GrantAsync(NameOf(context), request?.Role, context.RequestAborted).ConfigureAwait(false);
        AuditTrail.Note(context, $"role={right.Role}");
        await ApiAnswer.JsonAsync(context, right, ApiJson.Default.ApiRight).ConfigureAwait(false);
    }

    private static async Task RevokeAsync(HttpContext context, NodeApi api)
    {
        await api.Rights.RevokeAsync(NameOf(context), context.RequestAborted).ConfigureAwait(false);
        context.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    private static string NameOf(HttpContext context) => (string)context.Request.RouteValues["name"]!;
}
