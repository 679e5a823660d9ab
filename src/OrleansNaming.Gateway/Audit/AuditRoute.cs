using Microsoft.AspNetCore.Http;
using OrleansNaming.Api;
using OrleansNaming.Gateway.Load;
using OrleansNaming.Gateway.OpenApi;
using OrleansNaming.Gateway.Routes;

namespace OrleansNaming.Gateway.Audit;

/// <summary>Who changed what, for administrators.</summary>
internal static class AuditRoute
{
    public static ApiRoute Route { get; } =
        new("GET", "/v1/audit", NamingRole.Administrator, "Who changed what, and who tried: the newest first.", AnswerAsync)
        {
            Pace = ApiPace.Bulk,
            Audit = AuditKind.None,
            Contract = new ApiContract
            {
                Arguments = [ApiContract.Limit, new ApiArgument("before", "integer", "The 'next' of the page before.")],
                Answer = ApiJson.Default.ApiAuditPage,
            },
        };

    private static async Task AnswerAsync(HttpContext context, NodeApi api)
    {
        var (limit, before) = (ApiQuery.Limit(context), ApiQuery.Number(context, "before") is { } id ? (long)Math.Min(id, long.MaxValue) : long.MaxValue);
        var rows = await api.Audit.Log.ReadAsync(before, limit, context.RequestAborted).ConfigureAwait(false);
        await ApiAnswer.JsonAsync(context, new ApiAuditPage(rows, rows.Count == limit ? rows[^1].Id : null), ApiJson.Default.ApiAuditPage).ConfigureAwait(false);
    }
}
