using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using OrleansNaming.Gateway.Access;

namespace OrleansNaming.Gateway.Routes;

/// <summary>What every route goes through: the guard, then the handler, and each failure becomes problem details.</summary>
internal sealed partial class ApiDispatch(ApiRoute route, ApiHost host)
{
    public async Task InvokeAsync(HttpContext context)
    {
        // Names and metadata are other people's text: a browser must not take it for a page.
        context.Response.Headers.XContentTypeOptions = "nosniff";
        host.Meter.Answered(await AnswerAsync(context).ConfigureAwait(false));
    }

    private async Task<Refusal> AnswerAsync(HttpContext context)
    {
        if (host.Guard.Check(context.Request, route.Access) is { } denial && !(route.Access == ApiAccess.Read && host.Api.Callers.IsMember(context)))
        {
            return await DenyAsync(context, denial).ConfigureAwait(false);
        }

        try
        {
            context.Response.Headers.CacheControl = "no-store";
            using var place = await host.Load.EnterAsync(context, route.Pace).ConfigureAwait(false);
            await route.Handler(context, host.Api).ConfigureAwait(false);
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
            Log.Broke(host.Logger, unexpected, route.Method, route.Pattern);
            return await RefuseAsync(context, StatusCodes.Status500InternalServerError, Refusal.None, "the server failed; its log says more").ConfigureAwait(false);
        }
    }

    private static Task<Refusal> DenyAsync(HttpContext context, ApiDenial denial)
    {
        if (denial.Status == StatusCodes.Status401Unauthorized)
        {
            context.Response.Headers.WWWAuthenticate = "Bearer realm=\"naming\"";
        }

        return RefuseAsync(context, denial.Status, Refusal.Forbidden, denial.Detail);
    }

    private static async Task<Refusal> RefuseAsync(HttpContext context, int status, Refusal refusal, string detail)
    {
        await ApiAnswer.ProblemAsync(context, status, refusal, detail).ConfigureAwait(false);
        return refusal;
    }

    private static partial class Log
    {
        [LoggerMessage(3001, LogLevel.Error, "{Method} {Pattern} failed", EventName = "RouteBroke")]
        public static partial void Broke(ILogger logger, Exception exception, string method, string pattern);
    }
}
