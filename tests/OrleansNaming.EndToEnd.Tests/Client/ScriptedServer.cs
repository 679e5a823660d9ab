using System.Collections.Concurrent;
using System.Net;
using System.Text;

namespace OrleansNaming.EndToEnd.Tests.Client;

/// <summary>A server that answers each request with the next event stream of a script, which then breaks off, and keeps what it was asked.</summary>
internal sealed class ScriptedServer(params string[] streams) : HttpMessageHandler
{
    private readonly Queue<string> _streams = new(streams);

    public ConcurrentQueue<(string? LastEventId, long BodyBytes)> Asked { get; } = [];

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var body = request.Content is null ? [] : await request.Content.ReadAsByteArrayAsync(cancellationToken);
        Asked.Enqueue((request.Headers.TryGetValues("Last-Event-ID", out var ids) ? ids.Single() : null, body.LongLength));
        return new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent(_streams.Dequeue(), Encoding.UTF8, "text/event-stream") };
    }
}
