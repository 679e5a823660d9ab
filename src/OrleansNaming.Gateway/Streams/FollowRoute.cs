using Microsoft.AspNetCore.Http;
using OrleansNaming.Api;
using OrleansNaming.Gateway.Access;
using OrleansNaming.Gateway.Load;
using OrleansNaming.Gateway.OpenApi;
using OrleansNaming.Gateway.Routes;

namespace OrleansNaming.Gateway.Streams;

/// <summary>
/// How a follower keeps a replica: <c>hello</c>, then <c>owner</c> for each list that it lacks, <c>complete</c>, and from then on what
/// changes. A POST because what the follower has may be long; it changes nothing, so it asks for no more than reading.
/// </summary>
internal static class FollowRoute
{
    /// <summary>At most one sweep in that time: under a storm of changes one delta carries many.</summary>
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(20);

    public static ApiRoute Route { get; } =
        new("POST", "/v1/follow", ApiAccess.Read, "Follows the whole directory, as server-sent events with verified lists.", AnswerAsync)
        {
            Pace = ApiPace.Stream,
            Contract = new ApiContract { Body = ApiJson.Default.ApiFollowRequest, MediaType = "text/event-stream" },
        };

    private static async Task AnswerAsync(HttpContext context, NodeApi api)
    {
        var request = await ApiBody.ReadAsync(context, ApiJson.Default.ApiFollowRequest).ConfigureAwait(false);
        using var place = api.TakeWatcherPlace(context);
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, api.Stopping);
        var stream = new SseWriter(context.Response);
        try
        {
            await stream.BeginAsync(ends.Token).ConfigureAwait(false);
            await SendAsync(stream, request?.Have ?? [], api, ends.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (ends.IsCancellationRequested)
        {
            // The follower left, or the server stops: the stream ends.
        }
    }

    private static async Task SendAsync(SseWriter stream, IReadOnlyList<ApiHeld> have, NodeApi api, CancellationToken ends)
    {
        stream.Add("hello", new ApiFollowHello(api.Naming.Cluster, api.Engine.Server.ToString()), ApiJson.Default.ApiFollowHello);
        var session = new FollowSession(stream, api);
        session.Assume(have);
        while (true)
        {
            var next = api.Applied.Next;
            await session.SweepAsync(ends).ConfigureAwait(false);
            await WaitAsync(next, stream, api, ends).ConfigureAwait(false);
        }
    }

    /// <summary>Until something changed, or a heartbeat is due: staleness alone raises no signal, so each heartbeat is a look too.</summary>
    private static async Task WaitAsync(Task next, SseWriter stream, NodeApi api, CancellationToken ends)
    {
        await Task.Delay(Pace, api.Time, ends).ConfigureAwait(false);
        try
        {
            await next.WaitAsync(api.Options.Heartbeat, api.Time, ends).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            await stream.CommentAsync(ends).ConfigureAwait(false);
        }
    }
}
