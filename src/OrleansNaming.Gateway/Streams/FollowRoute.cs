using Microsoft.AspNetCore.Http;
using OrleansNaming.Api;
using OrleansNaming.Gateway.Load;
using OrleansNaming.Gateway.OpenApi;
using OrleansNaming.Gateway.Routes;
using OrleansNaming.Wire.Clients;

namespace OrleansNaming.Gateway.Streams;

/// <summary>
/// How a follower keeps a replica: <c>hello</c>, then <c>owner</c> for each list that it lacks, <c>complete</c>, and from then on what
/// changes. A POST because what the follower has may be long; it changes nothing, so it asks for no more than reading.
/// </summary>
internal static class FollowRoute
{
    public static ApiRoute Route { get; } =
        new("POST", "/v1/follow", NamingRole.Viewer, "Follows the whole directory, as server-sent events with verified lists.", AnswerAsync)
        {
            Pace = ApiPace.Stream,
            Contract = new ApiContract { Body = ApiJson.Default.ApiFollowRequest, MediaType = "text/event-stream", Refusals = [Refusal.Forbidden] },
        };

    private static async Task AnswerAsync(HttpContext context, NodeApi api)
    {
        var isTrusted = api.Callers.MayHearWhole(context);
        RefuseOutsiders(isTrusted, api);
        var request = await ApiBody.ReadAsync(context, ApiJson.Default.ApiFollowRequest).ConfigureAwait(false);
        using var place = api.TakeWatcherPlace(context);
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, api.Stopping);
        var stream = new SseWriter(context.Response);
        try
        {
            await stream.BeginAsync(ends.Token).ConfigureAwait(false);
            await SendAsync(stream, request?.Have ?? [], api, isTrusted, ends.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (ends.IsCancellationRequested)
        {
            // The follower left, or the server stops: the stream ends.
        }
    }

    private static async Task SendAsync(SseWriter stream, IReadOnlyList<ApiHeld> have, NodeApi api, bool isTrusted, CancellationToken ends)
    {
        var hello = new FollowHello(api.Naming.Cluster, api.Engine.Server.ToString());
        IReadOnlyList<Held> held = [.. have.Select(one => one.ToHeld()).OfType<Held>()];
        var isQuiet = true;
        await foreach (var word in api.Teller.TellAsync(hello, held, api.Options.Heartbeat, ends).ConfigureAwait(false))
        {
            if (word is not FollowPulse)
            {
                isQuiet = false;
                if (!isTrusted && api.Neighbours.Current.All.Count > 0)
                {
                    return; // The next attempt is told why.
                }

                await AddAsync(stream, word, ends).ConfigureAwait(false);
                continue;
            }

            await (isQuiet ? stream.CommentAsync(ends) : stream.FlushAsync(ends)).ConfigureAwait(false);
            isQuiet = true;
        }
    }

    /// <summary>
    /// Lists are told whole, since the follower checks their digests: dedicated addresses cannot be left out of them for outsiders.
    /// </summary>
    private static void RefuseOutsiders(bool isTrusted, NodeApi api)
    {
        if (!isTrusted && api.Neighbours.Current.All.Count > 0)
        {
            throw new NamingException(
                Refusal.Forbidden, "the directory has dedicated addresses, which outsiders are not told: set Naming:Api:ReadKeys on the servers and show one, or ask without keeping a replica (KeepReplica=false)");
        }
    }

    private static async Task AddAsync(SseWriter stream, FollowWord word, CancellationToken ends)
    {
        switch (word)
        {
            case FollowHello hello:
                stream.Add("hello", new ApiFollowHello(hello.Cluster, hello.Server), ApiJson.Default.ApiFollowHello);
                break;
            case FollowComplete told:
                stream.Add("complete", new ApiFollowComplete(told.IsComplete, told.IsComplete ? told.Servers : null), ApiJson.Default.ApiFollowComplete);
                break;
            case FollowOwner owner:
                var frame = ApiOwner.From(owner);
                stream.Add("owner", frame, ApiJson.Default.ApiOwner);
                if (frame.Delta?.Length > Limits.BodyBytes / 16)
                {
                    await stream.FlushAsync(ends).ConfigureAwait(false);
                }

                break;
        }
    }
}
