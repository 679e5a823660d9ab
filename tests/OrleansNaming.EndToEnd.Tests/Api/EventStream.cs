using System.Text;
using System.Text.Json.Nodes;

namespace OrleansNaming.EndToEnd.Tests.Api;

/// <summary>Reads server-sent events one at a time, comments included, as they stand on the wire.</summary>
internal sealed class EventStream : IAsyncDisposable
{
    private readonly HttpResponseMessage _response;
    private readonly StreamReader _lines;

    private EventStream(HttpResponseMessage response, Stream body)
    {
        _response = response;
        _lines = new StreamReader(body, Encoding.UTF8);
    }

    public static async Task<EventStream> OpenAsync(ApiNode node, string path, string? lastEventId = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (lastEventId is not null)
        {
            request.Headers.TryAddWithoutValidation("Last-Event-ID", lastEventId);
        }

        var response = await node.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        response.EnsureSuccessStatusCode();
        Assert.Equal("text/event-stream", response.Content.Headers.ContentType?.MediaType);
        return new EventStream(response, await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken));
    }

    /// <summary>The next event: its type, what happened to whom, and its id.</summary>
    public async Task<SeenEvent> NextAsync()
    {
        string? type = null, id = null, data = null;
        while (true)
        {
            var line = await LineAsync();
            if (line.Length == 0 && type is not null)
            {
                return new SeenEvent(type, id, JsonNode.Parse(data!)!);
            }

            type = line.StartsWith("event: ", StringComparison.Ordinal) ? line[7..] : type;
            id = line.StartsWith("id: ", StringComparison.Ordinal) ? line[4..] : id;
            data = line.StartsWith("data: ", StringComparison.Ordinal) ? line[6..] : data;
        }
    }

    public async Task CommentAsync()
    {
        while (!(await LineAsync()).StartsWith(':'))
        {
        }
    }

    public async ValueTask DisposeAsync()
    {
        _lines.Dispose();
        _response.Dispose();
        await Task.CompletedTask;
    }

    private async Task<string> LineAsync()
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(TimeSpan.FromSeconds(60));
        return await _lines.ReadLineAsync(limit.Token) ?? throw new EndOfStreamException("the stream ended");
    }
}
