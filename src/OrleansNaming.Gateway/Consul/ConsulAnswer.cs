using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace OrleansNaming.Gateway.Consul;

/// <summary>Writes answers as Consul's clients read them. Their header parsing is strict: numbers and booleans in these very forms.</summary>
internal static class ConsulAnswer
{
    public static async Task BodyAsync(HttpContext context, ReadOnlyMemory<byte> body, ulong? index = null)
    {
        var headers = context.Response.Headers;
        if (index is { } number)
        {
            headers["X-Consul-Index"] = number.ToString(CultureInfo.InvariantCulture);
            headers["X-Consul-LastContact"] = "0";
            headers["X-Consul-KnownLeader"] = "true";
            headers["X-Consul-Effective-Consistency"] = "stale";
        }

        context.Response.ContentType = "application/json";
        context.Response.ContentLength = body.Length;
        await context.Response.Body.WriteAsync(body, context.RequestAborted).ConfigureAwait(false);
    }

    /// <summary>A problem as Consul tells it: a line of text. No answer is 401, which its clients take for something else than a wrong token.</summary>
    public static Task ProblemAsync(HttpContext context, int status, Refusal refusal, string detail)
    {
        context.Response.StatusCode = status == StatusCodes.Status401Unauthorized ? StatusCodes.Status403Forbidden : status;
        context.Response.Headers.Remove("WWW-Authenticate");
        if (status is StatusCodes.Status503ServiceUnavailable or StatusCodes.Status429TooManyRequests)
        {
            context.Response.Headers.RetryAfter = "1";
        }

        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.WriteAsync(refusal == Refusal.Forbidden ? $"Permission denied: {detail}" : detail, context.RequestAborted);
    }

    /// <summary>The token of Consul's clients, by header or argument, is a key of the API.</summary>
    public static void ShowKey(HttpRequest request)
    {
        var token = request.Headers["X-Consul-Token"].ToString();
        token = token.Length > 0 ? token : request.Query["token"].ToString();
        if (token.Length > 0 && request.Headers.Authorization.Count == 0)
        {
            request.Headers.Authorization = $"Bearer {token}";
        }
    }
}
