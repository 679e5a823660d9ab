using OrleansNaming.Gateway.Access;

namespace OrleansNaming.Tracks.Api;

/// <summary>The API of tracks: <c>/v1/tracks/{group}/…</c>. What is not here does not exist.</summary>
internal static class TrackRoutes
{
    /// <summary>Tracks on one page of a listing.</summary>
    public const int PageSize = 256;

    public static IReadOnlyList<TrackRoute> All { get; } =
    [
        new("GET", "/v1/tracks/{group}/status", ApiAccess.Read, static (context, view) => view.StatusAsync(context)),
        new("GET", "/v1/tracks/{group}/servers", ApiAccess.Read, static (context, view) => view.ServersAsync(context)),
        new("GET", "/v1/tracks/{group}/tracks", ApiAccess.Read, static (context, view) => view.TracksAsync(context)),
        new("GET", "/v1/tracks/{group}/tracks/{track}/allocation", ApiAccess.Read, static (context, view) => view.AllocationAsync(context)),
        new("POST", "/v1/tracks/{group}/tracks/{track}/claim", ApiAccess.Write, static (context, view) => view.ClaimAsync(context)),
        new("POST", "/v1/tracks/{group}/tracks/{track}/release", ApiAccess.Write, static (context, view) => view.ReleaseAsync(context)),
        new("GET", "/v1/tracks/{group}/definitions", ApiAccess.Read, static (context, view) => view.Definitions.ListAsync(context)),
        new("GET", "/v1/tracks/{group}/definitions/{track}", ApiAccess.Read, static (context, view) => view.Definitions.ShowAsync(context)),
        new("GET", "/v1/tracks/{group}/definitions/{track}/records", ApiAccess.Read, static (context, view) => view.Definitions.RecordsAsync(context)),
        new("POST", "/v1/tracks/{group}/validate", ApiAccess.Read, static (context, view) => view.Definitions.ValidateAsync(context)),
        new("POST", "/v1/tracks/{group}/definitions", ApiAccess.Write, static (context, view) => view.Definitions.SaveAsync(context)),
        new("PUT", "/v1/tracks/{group}/definitions/{track}", ApiAccess.Write, static (context, view) => view.Definitions.SaveAsync(context)),
        new("DELETE", "/v1/tracks/{group}/definitions/{track}", ApiAccess.Write, static (context, view) => view.Definitions.RemoveAsync(context)),
        new("POST", "/v1/tracks/{group}/events/{name}", ApiAccess.Write, static (context, view) => view.Definitions.FireAsync(context)),
        new("POST", "/v1/tracks/{group}/messages", ApiAccess.Open, static (context, view) => view.ReceiveAsync(context)),
    ];
}
