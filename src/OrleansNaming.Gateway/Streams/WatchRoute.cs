using Microsoft.AspNetCore.Http;
using OrleansNaming.Api;
using OrleansNaming.Gateway.Load;
using OrleansNaming.Gateway.OpenApi;
using OrleansNaming.Gateway.Routes;
using OrleansNaming.Resolution;
using OrleansNaming.Watching;

namespace OrleansNaming.Gateway.Streams;

/// <summary>
/// A watch as server-sent events: <c>present</c> (what is bound now, in pages), then <c>change</c> (one version each), and <c>reset</c> when
/// the watcher was too slow or its Last-Event-ID is too old, followed by <c>present</c>.
/// </summary>
internal static class WatchRoute
{
    /// <summary>Changes in one event of a present state: a reader need not take a whole directory at once.</summary>
    private const int PageSize = 256;

    public static ApiRoute Route { get; } =
        new("GET", "/v1/watch", NamingRole.Viewer, "Watches a name and what is below it, as server-sent events.", AnswerAsync)
        {
            Pace = ApiPace.Stream,
            Contract = new ApiContract
            {
                Arguments =
                [
                    new ApiArgument("name", "string", "The name; all by default."),
                    new ApiArgument("scope", "string", "subtree (the default), object (the name alone) or oneLevel (what is directly below it)."),
                    new ApiArgument("Last-Event-ID", "string", "The last id that was seen.") { In = "header" }, .. ApiContract.Demanding,
                ],
                Refusals = [Refusal.NotReached, Refusal.WriteLost],
                MediaType = "text/event-stream",
            },
        };

    private static async Task AnswerAsync(HttpContext context, NodeApi api)
    {
        var name = ApiQuery.Context(context, "name");
        var scope = ApiQuery.Text(context, "scope") switch
        {
            null => NamingScope.Subtree,
            var word when ApiWord.TryRead<NamingScope>(word, out var read) => read,
            _ => throw ApiQuery.Invalid("the argument 'scope' is none of subtree, object and oneLevel"),
        };
        WatchPosition? after = WatchPosition.TryParse(context.Request.Headers["Last-Event-ID"], out var position) ? position
            : context.Request.Headers.ContainsKey("Last-Event-ID") ? default(WatchPosition)
            : null;
        var demanded = ApiQuery.Read(context);
        var caller = new StreamCaller(context, api);
        using var place = api.TakeWatcherPlace(context);
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, api.Stopping);
        await using var watcher = await JoinAsync(api, name, scope, after, demanded, ends.Token).ConfigureAwait(false);
        var stream = new SseWriter(context.Response);
        try
        {
            await stream.BeginAsync(ends.Token).ConfigureAwait(false);
            await SendAsync(stream, watcher, api, caller, ends.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (ends.IsCancellationRequested)
        {
            // The watcher left, or the server stops: the stream ends.
        }
    }

    private static async Task<Watcher> JoinAsync(
        NodeApi api, string name, NamingScope scope, WatchPosition? after, ReadOptions demanded, CancellationToken ends)
    {
        try
        {
            if (demanded.Demands)
            {
                await api.Reader.ReachAsync(demanded, ends).ConfigureAwait(false);
            }

            return await api.Feed.JoinAsync(name, scope, after, ends).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (api.Stopping.IsCancellationRequested)
        {
            throw new NamingException(Refusal.Stopping, "this server is stopping: watch at another one");
        }
    }

    private static async Task SendAsync(SseWriter stream, Watcher watcher, NodeApi api, StreamCaller caller, CancellationToken ends)
    {
        var heart = new Heartbeat(stream, caller, api);
        while (await heart.WhileAsync(watcher.ReadAsync(ends).AsTask(), ends).ConfigureAwait(false) is { } batch)
        {
            var id = api.Feed.PositionOf(batch).ToString();
            if (batch.Kind == WatchBatchKind.Change)
            {
                stream.Add("change", new ApiWatchEvent([.. Seen(batch.Changes, caller.Asker)], false), ApiJson.Default.ApiWatchEvent, id);
            }
            else
            {
                await SendPresentAsync(stream, batch, caller.Asker, id, ends).ConfigureAwait(false);
            }

            await stream.FlushAsync(ends).ConfigureAwait(false);
        }
    }

    private static async Task SendPresentAsync(SseWriter stream, WatchBatch batch, Asker asker, string id, CancellationToken ends)
    {
        if (batch.Kind == WatchBatchKind.Reset)
        {
            // Whoever breaks off between here and the last page has forgotten what the id before stood for: it must not go on from there.
            stream.Add("reset", new ApiWatchEvent([], true), ApiJson.Default.ApiWatchEvent, WatchPosition.Nowhere);
        }

        for (var at = 0; at == 0 || at < batch.Changes.Count; at += PageSize)
        {
            var page = Seen(batch.Changes.Skip(at).Take(PageSize), asker);
            var more = at + PageSize < batch.Changes.Count;
            // Only the last page carries the id: who breaks off before it has to begin again.
            stream.Add("present", new ApiWatchEvent([.. page], more), ApiJson.Default.ApiWatchEvent, more ? null : id);
            await stream.FlushAsync(ends).ConfigureAwait(false);
        }
    }

    /// <summary>As the watcher may see it: what has no address for him is not there (row M9).</summary>
    private static IEnumerable<ApiChange> Seen(IEnumerable<NamingChange> changes, Asker asker) => changes
        .Select(change => (Change: change, Seen: change.Instance is { HasScope: true } instance ? ScopeView.Of(instance, asker) : change.Instance))
        .Where(pair => pair.Change.Instance is not { HasScope: true } || pair.Seen!.Endpoints.Count > 0)
        .Select(pair => ApiChange.From(pair.Change with { Instance = pair.Seen }));
}
