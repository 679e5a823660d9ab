using Microsoft.AspNetCore.Http;
using OrleansNaming.Gateway.Routes;

namespace OrleansNaming.Gateway.OpenApi;

/// <summary>The API's description of itself.</summary>
internal static class OpenApiRoute
{
    public static ApiRoute Route { get; } =
        new("GET", "/openapi/v1.json", NamingRole.Anyone, "This document.", AnswerAsync) { Contract = new ApiContract { IsFixed = true } };

    private static async Task AnswerAsync(HttpContext context, NodeApi api)
    {
        context.Response.ContentType = "application/json";
        await context.Response.Body.WriteAsync(api.Document, context.RequestAborted).ConfigureAwait(false);
    }
}
