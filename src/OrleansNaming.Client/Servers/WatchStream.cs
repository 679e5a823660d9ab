using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.Extensions.Options;
using OrleansNaming.Api;
using OrleansNaming.Watching;

namespace OrleansNaming.Servers;

/// <summary>
/// A watch over a server's event stream. When the stream breaks it goes on where it was, at the same server or the next; a server that
/// cannot go on there sends a reset and the present state. The first connection must succeed; later ones are tried for ever.
/// </summary>
internal sealed class WatchStream(NamingServers servers, IOptions<NamingServersOptions> options, TimeProvider time)
{
    public IAsyncEnumerable<NamingChange> ReadAsync(string name, CancellationToken cancellationToken) => ReadAsync(name, new ReadOptions(), cancellationToken);

    public IAsyncEnumerable<NamingChange> ReadAsync(string name, ReadOptions demanded, CancellationToken cancellationToken) =>
        ReadAsync(name, NamingScope.Subtree, demanded, cancellationToken);

    /// <summary>The same, within a scope.</summary>
    public async IAsyncEnumerable<NamingChange> ReadAsync(string name, NamingScope scope, ReadOptions demanded, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var backoff = new Backoff(time);
        string? lastId = null;
        var response = await OpenFirstAsync(name, scope, demanded, cancellationToken).ConfigureAwait(false);
        while (true)
        {
            var events = EventsAsync(response, cancellationToken).GetAsyncEnumerator(cancellationToken);
            await using (events.ConfigureAwait(false))
            {
                while (await NextAsync(events).ConfigureAwait(false) is { } item)
                {
                    backoff.Reset();
                    lastId = item.EventId ?? lastId;
                    foreach (var change in Changes(item))
                    {
                        yield return change;
                    }
                }
            }

            response = await OpenAgainAsync(name, scope, demanded, lastId, backoff, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>A round over all servers, so that the caller hears at once when there is none, or when the key is wrong.</summary>
    private async Task<HttpResponseMessage> OpenFirstAsync(string name, NamingScope scope, ReadOptions demanded, CancellationToken cancellationToken)
    {
        var failures = new List<NamingException>();
        while (failures.Count < servers.Count)
        {
            try
            {
                return await servers.OpenAsync(() => Request(name, scope, demanded, null), cancellationToken, DemandedState.Wait(demanded)).ConfigureAwait(false);
            }
            catch (NamingException refused) when (ServerAnswer.IsWorthAnotherTry(refused.Refusal))
            {
                failures.Add(refused); // The next one is preferred now.
            }
        }

        throw servers.Summary(failures);
    }

    private async Task<HttpResponseMessage> OpenAgainAsync(string name, NamingScope scope, ReadOptions demanded, string? lastId, Backoff backoff, CancellationToken cancellationToken)
    {
        while (true)
        {
            await backoff.WaitAsync(cancellationToken).ConfigureAwait(false);
            try
            {
                // Without an id (the present state had not ended) the watcher must forget what it has: ask for a position that nobody has.
                return await servers.OpenAsync(() => Request(name, scope, demanded, lastId ?? WatchPosition.Nowhere), cancellationToken, DemandedState.Wait(demanded)).ConfigureAwait(false);
            }
            catch (NamingException refused) when (ServerAnswer.IsWorthAnotherTry(refused.Refusal))
            {
                // The next one is preferred now.
            }
        }
    }

    private static HttpRequestMessage Request(string name, NamingScope scope, ReadOptions demanded, string? lastId)
    {
        var path = HttpNamingClient.Relative($"v1/watch?name={Uri.EscapeDataString(name)}{(scope == NamingScope.Subtree ? "" : $"&scope={ApiWord.Of(scope)}")}{DemandedState.Query(demanded)}");
        var request = DemandedState.Request(path, demanded);
        if (lastId is not null)
        {
            request.Headers.TryAddWithoutValidation("Last-Event-ID", lastId);
        }

        return request;
    }

    private async IAsyncEnumerable<SseItem<ApiWatchEvent?>> EventsAsync(HttpResponseMessage response, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using (response)
        {
            var body = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
            using var audible = new SilenceLimit(body, options.Value.SilenceMax, time);
            var parser = SseParser.Create(audible, static (_, data) => JsonSerializer.Deserialize(data, ApiJson.Default.ApiWatchEvent));
            await foreach (var item in parser.EnumerateAsync(cancellationToken).ConfigureAwait(false))
            {
                yield return item;
            }
        }
    }

    /// <summary>Null when the stream ended or broke, which is the same to a watcher.</summary>
    private async Task<SseItem<ApiWatchEvent?>?> NextAsync(IAsyncEnumerator<SseItem<ApiWatchEvent?>> events)
    {
        try
        {
            return await events.MoveNextAsync().ConfigureAwait(false) ? events.Current : null;
        }
        catch (Exception broken) when (broken is IOException or HttpRequestException or JsonException)
        {
            servers.LeavePreferred();
            return null;
        }
    }

    private static IEnumerable<NamingChange> Changes(SseItem<ApiWatchEvent?> item)
    {
        if (item.EventType == "reset")
        {
            yield return new NamingChange(ChangeKind.Reset, "", null, default, default);
        }

        foreach (var change in item.Data?.Changes ?? [])
        {
            if (change.ToChange() is { } told)
            {
                yield return told;
            }
        }
    }
}
