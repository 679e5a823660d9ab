using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using OrleansNaming.EndToEnd.Tests.Client;
using OrleansNaming.Engines.Tests.Storage;
using OrleansNaming.Lan.Pulls;
using OrleansNaming.Lan.Telemetry;
using OrleansNaming.Node;
using OrleansNaming.Wire;

namespace OrleansNaming.Engines.Tests.Pulls;

/// <summary>The real client against the real listener, with a node that the test plays.</summary>
[On(Engine.Lan)]
public sealed class PullTests : IAsyncLifetime
{
    private static readonly Stamp Held = new(new Epoch(4_821, new BootId(7)), 4);
    private static readonly ChangesRequest Asked = new(new ServerId("alpha"), Held, default, PullMode.Auto);

    private readonly PendingReplies _pending = new();
    private readonly Inbox _answers = new();
    private readonly EngineMeter _meter = new();
    private Func<CallReceived, Reply?> _node = static _ => null;
    private int _forbidden;
    private PullListener? _listener;
    private PullClient? _client;

    private PeerAddress Peer => new(IPAddress.Loopback, 1, _listener!.Port);

    public async ValueTask InitializeAsync()
    {
        var application = new PullApplication(Play, _pending, () => { }, TimeProvider.System);
        _listener = await PullListener.StartAsync(new PullSettings(IPAddress.Loopback, 0), application, NullLoggerFactory.Instance, TestContext.Current.CancellationToken);
        _client = new PullClient(new AddressRule(loopback: true, []), _answers.Put, () => _forbidden++, _meter, TimeProvider.System);
    }

    public async ValueTask DisposeAsync()
    {
        _client!.Dispose();
        await _listener!.DisposeAsync();
        _meter.Dispose();
    }

    [Theory]
    [InlineData(ChangesOutcome.NotModified)]
    [InlineData(ChangesOutcome.Delta)]
    [InlineData(ChangesOutcome.Snapshot)]
    [InlineData(ChangesOutcome.Behind)]
    [InlineData(ChangesOutcome.Superseded)]
    [InlineData(ChangesOutcome.Unknown)]
    public async Task The_sealed_bytes_come_through_whatever_the_status(object outcome)
    {
        _node = call => new Reply(call.Id, ReplyOf((ChangesOutcome)outcome), Reversed(call.Bytes));

        var answer = await CallAsync(Asked, [1, 2, 3]);

        Assert.Equal([3, 2, 1], Assert.IsType<CallAnswered>(answer).Bytes.ToArray());
    }

    [Fact]
    public async Task Other_messages_go_as_a_body()
    {
        _node = call => new Reply(call.Id, new DumpReply(true, [], null), Reversed(call.Bytes));

        var answer = await CallAsync(new DumpRequest(null), [1, 2, 3]);

        Assert.Equal([3, 2, 1], Assert.IsType<CallAnswered>(answer).Bytes.ToArray());
    }

    [Fact]
    [Row("B6")]
    public async Task In_HTTP_a_pull_has_a_path_an_ETag_and_a_status()
    {
        _node = call => new Reply(call.Id, ReplyOf(ChangesOutcome.NotModified), new byte[] { 9 });
        using var http = new HttpClient();
        using var request = Http2(HttpMethod.Get, PullProtocol.PathOf(Asked));
        request.Headers.Add(PullProtocol.EnvelopeHeader, Convert.ToBase64String([1]));

        using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.EndsWith("/v1/servers/alpha/changes?incarnation=4821&since=4&mode=auto", request.RequestUri!.ToString());
        Assert.Equal(HttpStatusCode.NotModified, response.StatusCode);
        Assert.Equal("\"4821.4\"", response.Headers.ETag!.Tag);
    }

    [Fact]
    public async Task A_request_that_the_node_refuses_unread_is_a_failed_call_and_no_proven_death()
    {
        _node = call => new Reply(call.Id, null, default);

        Assert.Equal(new CallFailed(1, Refused: false), await CallAsync(Asked, [1]));
    }

    [Fact]
    public async Task Nobody_listening_is_a_refusal()
    {
        var gone = Peer;
        await _listener!.DisposeAsync();

        _client!.Call(new Call(1, gone, Asked, new byte[] { 1 }, TimeSpan.FromSeconds(5)), null);

        Assert.Equal(new CallFailed(1, Refused: true), (await _answers.TakeAsync(1)).Single());
    }

    [Fact]
    public async Task A_peer_that_does_not_answer_in_time_is_no_refusal()
    {
        _node = _ => null;

        _client!.Call(new Call(1, Peer, Asked, new byte[] { 1 }, TimeSpan.FromMilliseconds(50)), null);

        Assert.Equal(new CallFailed(1, Refused: false), (await _answers.TakeAsync(1)).Single());
    }

    [Fact]
    public async Task An_address_that_may_not_be_dialled_gets_no_byte()
    {
        using var canary = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        canary.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        canary.Listen();
        using var client = new PullClient(new AddressRule(loopback: false, []), _answers.Put, () => _forbidden++, _meter, TimeProvider.System);

        client.Call(new Call(1, new PeerAddress(IPAddress.Loopback, 1, ((IPEndPoint)canary.LocalEndPoint!).Port), Asked, new byte[] { 1 }, TimeSpan.FromSeconds(5)), null);

        Assert.Equal(new CallFailed(1, Refused: false), (await _answers.TakeAsync(1)).Single());
        Assert.Equal(1, _forbidden);
        Assert.False(canary.Poll(TimeSpan.Zero, SelectMode.SelectRead));
    }

    [Fact]
    public async Task A_redirect_is_not_followed()
    {
        using var canary = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        canary.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        canary.Listen();
        await using var redirecting = await RedirectingServer.StartAsync($"http://127.0.0.1:{((IPEndPoint)canary.LocalEndPoint!).Port}/");

        _client!.Call(new Call(1, new PeerAddress(IPAddress.Loopback, 1, redirecting.Port), Asked, new byte[] { 1 }, TimeSpan.FromSeconds(5)), null);

        Assert.Equal(new CallFailed(1, Refused: false), (await _answers.TakeAsync(1)).Single());
        Assert.False(canary.Poll(TimeSpan.Zero, SelectMode.SelectRead));
    }

    [Fact]
    public async Task A_big_answer_comes_whole()
    {
        var big = new byte[8 << 20];
        Random.Shared.NextBytes(big);
        _node = call => new Reply(call.Id, ReplyOf(ChangesOutcome.Snapshot), big);

        Assert.Equal(big, Assert.IsType<CallAnswered>(await CallAsync(Asked, [1])).Bytes.ToArray());
    }

    [Fact]
    public async Task An_answer_above_the_cap_is_not_read()
    {
        _node = call => new Reply(call.Id, ReplyOf(ChangesOutcome.Snapshot), new byte[PullProtocol.AnswerBytesMax + 1]);

        Assert.Equal(new CallFailed(1, Refused: false), await CallAsync(Asked, [1]));
    }

    [Theory]
    [InlineData("GET", "/v1/servers/alpha/changes", null, HttpStatusCode.Unauthorized)]
    [InlineData("GET", "/v1/peer", null, HttpStatusCode.NotFound)]
    [InlineData("GET", "/", null, HttpStatusCode.NotFound)]
    [InlineData("POST", "/v1/peer", "text/plain", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("DELETE", "/v1/peer", null, HttpStatusCode.NotFound)]
    public async Task What_is_no_pull_is_refused_before_the_node_hears_of_it(string method, string path, string? contentType, HttpStatusCode expected)
    {
        var heard = false;
        _node = _ =>
        {
            heard = true;
            return null;
        };
        using var http = new HttpClient();
        using var request = Http2(new HttpMethod(method), path, contentType is null ? null : new StringContent("hello", null, contentType));

        using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(expected, response.StatusCode);
        Assert.False(heard);
    }

    [Fact]
    public async Task A_body_above_the_cap_is_refused()
    {
        using var http = new HttpClient();
        using var request = Http2(HttpMethod.Post, "/v1/peer", new ByteArrayContent(new byte[Limits.BodyBytes + 1]) { Headers = { ContentType = new(PullProtocol.ContentType) } });

        using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
    }

    [Fact]
    public async Task Pulls_beyond_the_bound_are_told_to_come_again()
    {
        for (var i = 0; i < PullSettings.PendingMax; i++)
        {
            Assert.True(_pending.TryEnter());
        }

        Assert.Equal(new CallFailed(1, Refused: false), await CallAsync(Asked, [1]));

        _pending.Leave();
        _node = call => new Reply(call.Id, ReplyOf(ChangesOutcome.Delta), new byte[] { 5 });
        Assert.IsType<CallAnswered>(await CallAsync(Asked, [1]));
    }

    [Fact]
    public async Task A_stranger_who_sends_slowly_keeps_nobody_from_pulling_and_is_cut_off()
    {
        var time = await RestartAsync();
        _node = call => new Reply(call.Id, ReplyOf(ChangesOutcome.Delta), new byte[] { 5 });
        using var stranger = new HttpClient();
        List<Task<HttpResponseMessage>> slow = [.. Enumerable.Range(0, PullSettings.PendingMax).Select(_ => stranger.SendAsync(Http2(HttpMethod.Post, "/v1/peer", new SlowBody())))];
        await time.PausedForAsync(PullSettings.TransferTimeout, PullSettings.TransferTimeout);

        Assert.IsType<CallAnswered>(await CallAsync(Asked, [1]));

        await Eventually.Holds(
            () =>
            {
                time.Advance(PullSettings.TransferTimeout);
                return Task.FromResult(slow.Count(pull => pull.IsCompleted));
            },
            ended => ended == slow.Count, "each has its time");
        Assert.All(slow, pull => Assert.Equal(HttpStatusCode.RequestTimeout, pull.Result.StatusCode));
    }

    [Fact]
    public async Task Who_does_not_read_its_answer_is_cut_off()
    {
        var time = await RestartAsync();
        _node = call => new Reply(call.Id, ReplyOf(ChangesOutcome.Snapshot), new byte[8 << 20]);
        using var http = new HttpClient();
        using var request = Http2(HttpMethod.Get, PullProtocol.PathOf(Asked));
        request.Headers.Add(PullProtocol.EnvelopeHeader, Convert.ToBase64String([1]));
        using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);

        time.Advance(PullSettings.TransferTimeout);

        await Assert.ThrowsAsync<HttpRequestException>(() => response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_taken_port_is_named_and_only_the_default_gives_way()
    {
        var application = new PullApplication(Play, _pending, () => { }, TimeProvider.System);

        var refused = await Assert.ThrowsAsync<NamingException>(() => PullListener.StartAsync(
            new PullSettings(IPAddress.Loopback, _listener!.Port), application, NullLoggerFactory.Instance, TestContext.Current.CancellationToken));

        Assert.Contains($"{_listener!.Port}", refused.Message);
        Assert.Contains("PullPort", refused.Message);
        await using var first = await PullListener.StartAsync(new PullSettings(IPAddress.Loopback, null), application, NullLoggerFactory.Instance, TestContext.Current.CancellationToken);
        await using var second = await PullListener.StartAsync(new PullSettings(IPAddress.Loopback, null), application, NullLoggerFactory.Instance, TestContext.Current.CancellationToken);
        Assert.NotEqual(first.Port, second.Port);
    }

    /// <summary>The same listener on a clock that the test moves.</summary>
    private async Task<ManualTime> RestartAsync()
    {
        var time = new ManualTime();
        await _listener!.DisposeAsync();
        _listener = await PullListener.StartAsync(
            new PullSettings(IPAddress.Loopback, 0), new PullApplication(Play, _pending, () => { }, time), NullLoggerFactory.Instance, TestContext.Current.CancellationToken);
        return time;
    }

    private HttpRequestMessage Http2(HttpMethod method, string path, HttpContent? content = null) => new(method, $"http://127.0.0.1:{_listener!.Port}{path}")
    {
        Version = HttpVersion.Version20,
        VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        Content = content,
    };

    private static byte[] Reversed(ReadOnlyMemory<byte> bytes) => [.. bytes.ToArray().Reverse()];

    private static ChangesReply ReplyOf(ChangesOutcome outcome) => new(outcome, Asked.Server, Held, null, [], TimeSpan.FromSeconds(1));

    private async Task<Input> CallAsync(Message request, byte[] bytes)
    {
        _client!.Call(new Call(1, Peer, request, bytes, TimeSpan.FromSeconds(20)), null);
        return (await _answers.TakeAsync(1)).Single();
    }

    private void Play(Input input)
    {
        if (_node((CallReceived)input) is { } reply)
        {
            _pending.Complete(reply);
        }
    }
}
