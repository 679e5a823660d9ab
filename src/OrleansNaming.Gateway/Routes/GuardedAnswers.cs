using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using OrleansNaming.Gateway.Access;
using OrleansNaming.Gateway.Audit;

namespace OrleansNaming.Gateway.Routes;

/// <summary>How an API of this application answers: the guard first, then a handler, and each failure is told in that API's form.</summary>
/// <param name="guard">Who may call.</param>
/// <param name="audit">Hears who changed what.</param>
/// <param name="logger">Hears what nobody expected.</param>
/// <param name="problem">Tells a failure: status, why, and what to do. Problem details by default.</param>
internal sealed partial class GuardedAnswers(ApiGuard guard, AuditTrail audit, ILogger<GuardedAnswers> logger, Func<HttpContext, int, Refusal, string, Task>? problem = null)
{
    private readonly Func<HttpContext, int, Refusal, string, Task> _problem = problem ?? ApiAnswer.ProblemAsync;

    /// <returns>Why it was refused, for the meter; <see cref="Refusal.None"/> also where the server failed.</returns>
    public async Task<Refusal> AnswerAsync(HttpContext context, IAuditedRoute route, NamingRole needed, Func<HttpContext, Task> handler)
    {
        var caller = guard.CallerOf(context.Request);
        var followed = route.Audit == AuditKind.None ? null : audit.Follow(context, route, caller);
        var refusal = await AnswerAsync(context, caller, needed, handler).ConfigureAwait(false);
        if (followed is not null)
        {
            await followed().ConfigureAwait(false);
        }

        return refusal;
    }

    private async Task<Refusal> AnswerAsync(HttpContext context, ApiCaller caller, NamingRole needed, Func<HttpContext, Task> handler)
    {
        // Names and metadata are other people's text: a browser must not take it for a page.
        context.Response.Headers.XContentTypeOptions = "nosniff";
        if (ApiGuard.Check(context.Request, caller, needed) is { } denial)
        {
            return await DenyAsync(context, denial).ConfigureAwait(false);
        }

        try
        {
            context.Response.Headers.CacheControl = "no-store";
            await handler(context).ConfigureAwait(false);
            return Refusal.None;
        }
        catch (NamingException refused) when (!context.Response.HasStarted)
        {
            return await RefuseAsync(context, RefusalStatus.Of(refused.Refusal), refused.Refusal, refused.Message).ConfigureAwait(false);
        }
        catch (BadHttpRequestException bad) when (!context.Response.HasStarted)
        {
            var refusal = bad.StatusCode == StatusCodes.Status413PayloadTooLarge ? Refusal.TooMany : Refusal.Invalid;
            return await RefuseAsync(context, bad.StatusCode, refusal, bad.Message).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            return Refusal.None; // The caller left: nobody reads an answer.
        }
        catch (Exception unexpected) when (!context.Response.HasStarted)
        {
            Log.Broke(logger, unexpected, context.Request.Method, context.Request.Path);
            return await RefuseAsync(context, StatusCodes.Status500InternalServerError, Refusal.None, "the server failed; its log says more").ConfigureAwait(false);
        }
    }

    private Task<Refusal> DenyAsync(HttpContext context, ApiDenial denial)
    {
        if (denial.Status == StatusCodes.Status401Unauthorized)
        {
            context.Response.Headers.WWWAuthenticate = "Bearer realm=\"naming\"";
        }

        return RefuseAsync(context, denial.Status, Refusal.Forbidden, denial.Detail);
    }

    private async Task<Refusal> RefuseAsync(HttpContext context, int status, Refusal refusal, string detail)
    {
        await _problem(context, status, refusal, detail).ConfigureAwait(false);
        return refusal;
    }

    private static partial class Log
    {
        [LoggerMessage(3001, LogLevel.Error, "{Method} {Path} failed", EventName = "RouteBroke")]
        public static partial void Broke(ILogger logger, Exception exception, string method, string path);
    }
}
