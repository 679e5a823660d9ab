using Microsoft.AspNetCore.Http;

namespace OrleansNaming.Gateway.Routes;

/// <summary>The HTTP status of each refusal; the same table stands in docs/api.md.</summary>
internal static class RefusalStatus
{
    public static int Of(Refusal refusal) => refusal switch
    {
        Refusal.Invalid => StatusCodes.Status400BadRequest,
        Refusal.Forbidden => StatusCodes.Status403Forbidden,
        Refusal.NotFound => StatusCodes.Status404NotFound,
        Refusal.AlreadyBound => StatusCodes.Status409Conflict,
        Refusal.NotEmpty => StatusCodes.Status409Conflict,
        Refusal.NotContext => StatusCodes.Status409Conflict,
        Refusal.LinkLoop => StatusCodes.Status508LoopDetected,
        Refusal.Superseded => StatusCodes.Status409Conflict,
        Refusal.NotReached => StatusCodes.Status409Conflict,
        Refusal.WriteLost => StatusCodes.Status410Gone,
        Refusal.TooMany => StatusCodes.Status429TooManyRequests,
        Refusal.Unreachable => StatusCodes.Status502BadGateway,
        Refusal.NotReady => StatusCodes.Status503ServiceUnavailable,
        Refusal.NotReplicated => StatusCodes.Status503ServiceUnavailable,
        Refusal.Stopping => StatusCodes.Status503ServiceUnavailable,
        Refusal.StorageFailed => StatusCodes.Status507InsufficientStorage,
        _ => StatusCodes.Status500InternalServerError,
    };
}
