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
        var caller = new StreamCaller(context, api);
        RefuseOutsiders(caller, api);
        var held = HeldOf(await ApiBody.ReadAsync(context, ApiJson.Default.ApiFollowRequest).ConfigureAwait(false));
        using var place = api.TakeWatcherPlace(context);
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, api.Stopping);
        var stream = new SseWriter(context.Response);
        try
        {
            await stream.BeginAsync(ends.Token).ConfigureAwait(false);
            await SendAsync(stream, held, caller, api, ends.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (ends.IsCancellationRequested)
        {
            // The follower left, or the server stops: the stream ends.
        }
    }

    private static List<Held> HeldOf(ApiFollowRequest? request)
    {
        List<Held> held = [];
        foreach (var one in request?.Have ?? [])
        {
            if ((one ?? throw ApiQuery.Invalid("'have' has a null: each is {\"stamp\":\"<token>\",\"digest\":\"<hex>\"}")).ToHeld() is { } known)
            {
                held.Add(known);
            }
        }

        return held;
    }

    private static async Task SendAsync(SseWriter stream, List<Held> held, StreamCaller caller, NodeApi api, CancellationToken ends)
    {
        var hello = new FollowHello(api.Naming.Cluster, api.Engine.Server.ToString());
        var isQuiet = true;
        await foreach (var word in api.Teller.TellAsync(hello, held, api.Options.Heartbeat, ends).ConfigureAwait(false))
        {
            if (!caller.IsStill() || IsOutsiderToSome(caller, api))
            {
                return; // The next attempt is told why.
            }

            if (word is not FollowPulse)
            {
                isQuiet = false;
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
    private static void RefuseOutsiders(StreamCaller caller, NodeApi api)
    {
        if (IsOutsiderToSome(caller, api))
        {
            throw new NamingException(
                Refusal.Forbidden, "the directory has dedicated addresses, which outsiders are not told: set Naming:Api:ReadKeys on the servers and show one, or ask without keeping a replica (KeepReplica=false)");
        }
    }

    private static bool IsOutsiderToSome(StreamCaller caller, NodeApi api) => !caller.MayHearWhole && api.Neighbours.Current.All.Count > 0;

    private static Task AddAsync(SseWriter stream, FollowWord word, CancellationToken ends) => word switch
    {
        FollowHello hello => stream.AddAsync("hello", new ApiFollowHello(hello.Cluster, hello.Server), ApiJson.Default.ApiFollowHello, ends),
        FollowComplete told => stream.AddAsync("complete", new ApiFollowComplete(told.IsComplete, told.IsComplete ? told.Servers : null), ApiJson.Default.ApiFollowComplete, ends),
        FollowOwner owner => stream.AddAsync("owner", ApiOwner.From(owner), ApiJson.Default.ApiOwner, ends),
        _ => Task.CompletedTask,
    };
}
