using System.Collections.Concurrent;
using System.Net.WebSockets;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace OrleansNaming.Tracks.Tests.Page;

/// <summary>A browser's DevTools protocol over its socket: each command is answered by its number, and what happens meanwhile is told to whoever listens.</summary>
internal sealed class DevTools : IAsyncDisposable
{
    private readonly ClientWebSocket _socket = new();
    private readonly ConcurrentDictionary<int, TaskCompletionSource<JsonNode>> _asked = new();
    private readonly SemaphoreSlim _sending = new(1);
    private readonly Action<string?, string, JsonNode> _happened;
    private Task _reading = Task.CompletedTask;
    private int _last;

    private DevTools(Action<string?, string, JsonNode> happened) => _happened = happened;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <param name="url">As the browser says it at its start.</param>
    /// <param name="happened">Told of a page (null for the browser itself), an event and what belongs to it.</param>
    public static async Task<DevTools> ConnectAsync(Uri url, Action<string?, string, JsonNode> happened)
    {
        var tools = new DevTools(happened);
        await tools._socket.ConnectAsync(url, Cancel);
        tools._reading = tools.ReadAsync();
        return tools;
    }

    /// <param name="method">The command.</param>
    /// <param name="parameters">What it takes.</param>
    /// <param name="session">The page that it is for; null for the browser itself.</param>
    public async Task<JsonNode> SendAsync(string method, JsonObject? parameters = null, string? session = null)
    {
        var id = Interlocked.Increment(ref _last);
        var answer = _asked[id] = new TaskCompletionSource<JsonNode>(TaskCreationOptions.RunContinuationsAsynchronously);
        var message = new JsonObject { ["id"] = id, ["method"] = method, ["params"] = parameters ?? [] };
        if (session is not null)
        {
            message["sessionId"] = session;
        }

        await _sending.WaitAsync(Cancel);
        try
        {
            await _socket.SendAsync(JsonSerializer.SerializeToUtf8Bytes<JsonNode>(message), WebSocketMessageType.Text, true, Cancel);
        }
        finally
        {
            _sending.Release();
        }

        var told = await answer.Task.WaitAsync(TimeSpan.FromSeconds(30), Cancel);
        return told["error"] is { } error ? throw new InvalidOperationException($"{method}: {error.ToJsonString()}") : told["result"]!;
    }

    public async ValueTask DisposeAsync()
    {
        _socket.Abort();
        await _reading;
        _socket.Dispose();
        _sending.Dispose();
    }

    private async Task ReadAsync()
    {
        try
        {
            while (await ReceiveAsync() is { } message)
            {
                if (message["id"] is { } id && _asked.TryRemove((int)id, out var asked))
                {
                    asked.SetResult(message);
                }
                else if (message["method"] is { } method)
                {
                    _happened((string?)message["sessionId"], (string)method!, message["params"]!);
                }
            }
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException)
        {
            // The browser is gone, or this end is.
        }

        foreach (var asked in _asked.Values)
        {
            asked.TrySetException(new InvalidOperationException("the browser is gone"));
        }
    }

    private async Task<JsonNode?> ReceiveAsync()
    {
        using var whole = new MemoryStream();
        var part = new byte[64 * 1024];
        WebSocketReceiveResult received;
        do
        {
            received = await _socket.ReceiveAsync(part, CancellationToken.None);
            await whole.WriteAsync(part.AsMemory(0, received.Count), CancellationToken.None);
        }
        while (!received.EndOfMessage);
        return received.MessageType == WebSocketMessageType.Close ? null : JsonNode.Parse(whole.ToArray());
    }
}
