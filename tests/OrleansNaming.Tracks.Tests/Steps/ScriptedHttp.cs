using System.Collections.Concurrent;
using System.Net;

namespace OrleansNaming.Tracks.Tests.Steps;

/// <summary>The network as steps see it: notes requests and answers as it is told.</summary>
internal sealed class ScriptedHttp : HttpMessageHandler, IHttpClientFactory
{
    public ConcurrentQueue<(string Line, string Key, string Body)> Requests { get; } = [];

    public HttpStatusCode Answer { get; set; } = HttpStatusCode.OK;

    public HttpClient CreateClient(string name) => new(this, disposeHandler: false);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var body = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
        Requests.Enqueue(($"{request.Method} {request.RequestUri}", request.Headers.GetValues("Idempotency-Key").Single(), body));
        return new HttpResponseMessage(Answer);
    }
}
