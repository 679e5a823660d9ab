using Microsoft.AspNetCore.Http;
using OrleansNaming.Api;
using OrleansNaming.Gateway;
using OrleansNaming.Gateway.Audit;
using OrleansNaming.Gateway.Load;
using OrleansNaming.Gateway.OpenApi;
using OrleansNaming.Gateway.Routes;

namespace OrleansNaming.Tracks.Api;

/// <summary>The API of tracks that people write.</summary>
internal static class DefinitionRoutes
{
    private const string Track = "A track's text, or its drawing as application/json.";

    private static readonly ApiArgument Over = new("If-Match", "string", "The version that it replaces, such as \"3\"; \"0\" for none.") { In = "header" };

    public static IEnumerable<ApiRoute> All { get; } =
    [
        new("GET", "/v1/tracks/{group}/definitions", NamingRole.Viewer, "Lists the tracks that people wrote, in pages.", static (context, _) => Definitions(context).ListAsync(context))
        {
            Contract = TrackRoutes.Reading with { Arguments = [ApiContract.After], Answer = ApiJson.Default.ApiTrackDefinitionList },
        },
        new("GET", "/v1/tracks/{group}/definitions/{track}", NamingRole.Viewer, "A track's text; its drawing for whoever accepts JSON.", static (context, _) => Definitions(context).ShowAsync(context))
        {
            Contract = TrackRoutes.Reading with { MediaType = "text/plain" },
        },
        new("GET", "/v1/tracks/{group}/definitions/{track}/records", NamingRole.Viewer, "How many records of a track stand on which step.", static (context, _) => Definitions(context).RecordsAsync(context))
        {
            Contract = TrackRoutes.Reading with { Answer = ApiJson.Default.ApiStepCountList },
        },
        new("GET", "/v1/tracks/{group}/definitions/{track}/dead-letters", NamingRole.Viewer, "Records of a track that failed too often, in pages.", static (context, _) => Definitions(context).DeadAsync(context))
        {
            Contract = TrackRoutes.Reading with { Arguments = [ApiContract.After], Answer = ApiJson.Default.ApiDeadRecordList },
        },
        new("POST", "/v1/tracks/{group}/definitions/{track}/retry", NamingRole.Operator, "Lets one of them try again where it stands.", static (context, _) => Definitions(context).RetryAsync(context))
        {
            Contract = TrackRoutes.Done with { Arguments = [new ApiArgument("record", "string", "The record's key.") { IsRequired = true }] },
        },
        new("POST", "/v1/tracks/{group}/dry-run", NamingRole.Author, "What a track's text would do now at its first step; nothing is kept or done.", static (context, _) => Definitions(context).RunDryAsync(context))
        {
            Contract = TrackRoutes.Reading with { Text = Track, Answer = ApiJson.Default.ApiDryRun },
            Pace = ApiPace.Bulk,
            Audit = AuditKind.None,
        },
        new("POST", "/v1/tracks/{group}/validate", NamingRole.Viewer, "What is wrong with a track's text, and where; and what it is as a drawing, or a drawing as a text.", static (context, _) => Definitions(context).ValidateAsync(context))
        {
            Contract = TrackRoutes.Reading with { Text = Track, Answer = ApiJson.Default.ApiTrackErrorList },
            Pace = ApiPace.Bulk,
        },
        new("POST", "/v1/tracks/{group}/definitions", NamingRole.Author, "Keeps a track, or the next version of one.", static (context, _) => Definitions(context).SaveAsync(context)) { Contract = Saved },
        new("PUT", "/v1/tracks/{group}/definitions/{track}", NamingRole.Author, "Keeps the track of that name, or its next version.", static (context, _) => Definitions(context).SaveAsync(context))
        {
            Contract = Saved,
        },
        new("DELETE", "/v1/tracks/{group}/definitions/{track}", NamingRole.Author, "Removes a track; its records stay.", static (context, _) => Definitions(context).RemoveAsync(context))
        {
            Contract = TrackRoutes.Done with { Arguments = [Over], Refusals = [Refusal.NotFound, Refusal.AlreadyBound] },
        },
        new("POST", "/v1/tracks/{group}/events/{name}", NamingRole.Operator, "Says to all tracks that wait for an external event of that name that it is time.", static (context, _) => Definitions(context).FireAsync(context))
        {
            Audit = AuditKind.Summed,
            Contract = TrackRoutes.Reading with
            {
                Arguments = [new ApiArgument("Idempotency-Key", "string", "With it, once, however often it is sent.") { In = "header" }],
                Text = "The event's payload.",
                MediaType = null,
                Bare = [StatusCodes.Status202Accepted],
            },
        },
    ];

    private static ApiContract Saved => TrackRoutes.Reading with
    {
        Arguments = [Over],
        Text = Track,
        Answer = ApiJson.Default.ApiTrackDefinition,
        Refusals = [Refusal.NotFound, Refusal.AlreadyBound, Refusal.TooMany],
    };

    private static DefinitionView Definitions(HttpContext context) => TrackView.Of(context).Definitions;
}
