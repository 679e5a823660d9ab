using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using OrleansNaming.Api;
using OrleansNaming.Servers;

namespace OrleansNaming.Gateway.Routes;

/// <summary>Writes answers and problems.</summary>
internal static class ApiAnswer
{
    /// <summary>A token of what was written.</summary>
    public const string TokenHeader = "Naming-Token";

    public static Task JsonAsync<T>(HttpContext context, T body, JsonTypeInfo<T> type, int status = StatusCodes.Status200OK)
    {
        context.Response.StatusCode = status;
        return context.Response.WriteAsJsonAsync(body, type, "application/json", context.RequestAborted);
    }

    /// <summary>What a read was answered from, where the caller wants to go on from there.</summary>
    public static void Show(HttpContext context, ReadSession? session)
    {
        if (session is null)
        {
            return;
        }

        if (session.Problem is { } problem)
        {
            context.Response.Headers[DemandedState.ProblemHeader] = problem;
        }
        else
        {
            context.Response.Headers[DemandedState.ReadTokenHeader] = session.Seen.ToString();
        }
    }

    public static Task WrittenAsync(HttpContext context, Token token)
    {
        var text = token.ToString();
        context.Response.Headers[TokenHeader] = text;
        return JsonAsync(context, new ApiWritten(text), ApiJson.Default.ApiWritten);
    }

    public static Task ProblemAsync(HttpContext context, int status, Refusal refusal, string detail)
    {
        context.Response.StatusCode = status;
        if (status is StatusCodes.Status503ServiceUnavailable or StatusCodes.Status429TooManyRequests)
        {
            context.Response.Headers.RetryAfter = "1";
        }

        var word = ApiWord.Of(refusal);
        var problem = new ApiProblem
        {
            Type = $"urn:orleans-naming:{word}",
            Title = ReasonPhrases.GetReasonPhrase(status),
            Status = status,
            Detail = detail,
            Refusal = word,
        };
        return context.Response.WriteAsJsonAsync(problem, ApiJson.Default.ApiProblem, ApiProblem.ContentType, context.RequestAborted);
    }
}
