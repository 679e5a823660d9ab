using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace OrleansNaming.Gateway.Streams;

/// <summary>
/// Writes server-sent events (WHATWG HTML 9.2). By hand, because the framework's result cannot send comments, and a comment is how an
/// idle stream shows both ends that the other is there.
/// </summary>
internal sealed class SseWriter(HttpResponse response)
{
    /// <summary>Bytes that wait until they are sent without having been asked for.</summary>
    public const int WaitingMax = 64 << 10;

    private static readonly byte[] Comment = ":\n\n"u8.ToArray();

    /// <summary>Bytes since the last flush. Counted here: not every server's writer tells.</summary>
    private long _waiting;

    /// <summary>Sends the headers, so that the reader knows that it was accepted.</summary>
    public Task BeginAsync(CancellationToken cancellationToken)
    {
        response.ContentType = "text/event-stream";
        response.Headers.CacheControl = "no-store";
        // nginx buffers what it proxies unless it is told not to.
        response.Headers["X-Accel-Buffering"] = "no";
        response.HttpContext.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        return CommentAsync(cancellationToken);
    }

    /// <summary>
    /// Adds an event, and sends what waits when that is more than <see cref="WaitingMax"/>: a reader that takes nothing holds its writer up, instead of
    /// filling this process's memory.
    /// </summary>
    public Task AddAsync<T>(string name, T data, JsonTypeInfo<T> type, CancellationToken cancellationToken)
    {
        Add(name, data, type);
        return _waiting > WaitingMax ? FlushAsync(cancellationToken) : Task.CompletedTask;
    }

    /// <summary>Adds an event; <see cref="FlushAsync"/> sends it.</summary>
    /// <param name="name">The event's type.</param>
    /// <param name="data">One line of JSON.</param>
    /// <param name="type">How to write it.</param>
    /// <param name="id">What a reader shows as Last-Event-ID; null leaves the last one standing.</param>
    public void Add<T>(string name, T data, JsonTypeInfo<T> type, string? id = null)
    {
        var output = response.BodyWriter;
        Write(id is null ? $"event: {name}\ndata: " : $"id: {id}\nevent: {name}\ndata: ");
        using (var json = new Utf8JsonWriter(output))
        {
            JsonSerializer.Serialize(json, data, type);
            json.Flush();
            _waiting += json.BytesCommitted;
        }

        output.Write("\n\n"u8);
    }

    public Task CommentAsync(CancellationToken cancellationToken)
    {
        response.BodyWriter.Write(Comment);
        return FlushAsync(cancellationToken);
    }

    public async Task FlushAsync(CancellationToken cancellationToken)
    {
        _waiting = 0;
        await response.BodyWriter.FlushAsync(cancellationToken).ConfigureAwait(false);
    }

    private void Write(string text) => Encoding.UTF8.GetBytes(text, response.BodyWriter);
}
