using System.Net;
using System.Net.Sockets;
using OrleansNaming.Gateway.Routes;
using OrleansNaming.Lan.Telemetry;
using OrleansNaming.Node;
using OrleansNaming.Wire;

namespace OrleansNaming.Lan.Pulls;

/// <summary>
/// Asks other nodes by HTTP/2 with prior knowledge (RFC 9113 3.3): one connection a peer, many pulls at once on it. It dials the pinned address
/// and nothing else: no names, no proxy, no redirect, no cookies, and <see cref="AddressRule"/> judges the endpoint that is really dialled.
/// </summary>
internal sealed class PullClient : IDisposable
{
    /// <summary>Calls at once; a node has at most <see cref="Limits.FetchesInFlight"/> fetches, 128 hand-overs when it stops, and what it forwards and probes under way. A further one fails.</summary>
    public const int CallsMax = 256;

    private const int BufferBytes = 64 << 10;

    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(2);

    private readonly HttpMessageInvoker _http;
    private readonly AddressRule _rule;
    private readonly Action<Input> _post;
    private readonly Action _forbidden;
    private readonly EngineMeter _meter;
    private readonly TimeProvider _time;
    private int _calls;

    /// <summary>What else decides whether a peer is dialled; a demonstration or a test cuts links by it.</summary>
    public Func<PeerAddress, bool> MayPull { get; init; } = static _ => true;

    /// <param name="rule">Which addresses may be dialled.</param>
    /// <param name="post">Gets <see cref="CallAnswered"/> or <see cref="CallFailed"/>.</param>
    /// <param name="forbidden">Told when an address was not dialled.</param>
    /// <param name="meter">Measures each call.</param>
    /// <param name="time">Ends calls that take too long.</param>
    public PullClient(AddressRule rule, Action<Input> post, Action forbidden, EngineMeter meter, TimeProvider time)
    {
        _rule = rule;
        _post = post;
        _forbidden = forbidden;
        _meter = meter;
        _time = time;
        _http = new HttpMessageInvoker(Handler());
    }

    /// <summary>Sends on the thread pool: the caller is the loop.</summary>
    public void Call(Call call, string? traceParent) =>
        ThreadPool.UnsafeQueueUserWorkItem(
            static work => _ = work.Client.CallAsync(work.Call, work.TraceParent), (Client: this, Call: call, TraceParent: traceParent), preferLocal: false);

    public void Dispose() => _http.Dispose();

    private async Task CallAsync(Call call, string? traceParent)
    {
        var started = _time.GetTimestamp();
        var answer = await TryAsync(call, traceParent).ConfigureAwait(false);
        _meter.Pulled(_time.GetElapsedTime(started), answer is CallAnswered);
        _post(answer);
    }

    private async Task<Input> TryAsync(Call call, string? traceParent)
    {
        try
        {
            return Interlocked.Increment(ref _calls) > CallsMax ? Failed(call)
                : !_rule.Allows(call.To.Host, call.To.PullPort) || !MayPull(call.To) ? Forbidden(call)
                : await SendAsync(call, traceParent).ConfigureAwait(false);
        }
        catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException or ObjectDisposedException)
        {
            return new CallFailed(call.Id, IsRefusal(e));
        }
        finally
        {
            Interlocked.Decrement(ref _calls);
        }
    }

    private async Task<Input> SendAsync(Call call, string? traceParent)
    {
        using var deadline = new CancellationTokenSource(call.Timeout, _time);
        using var request = Request(call, traceParent);
        using var response = await _http.SendAsync(request, deadline.Token).ConfigureAwait(false);
        var bytes = await ReadAsync(response, deadline.Token).ConfigureAwait(false);
        return bytes is { } answer ? new CallAnswered(call.Id, answer) : Failed(call);
    }

    private static HttpRequestMessage Request(Call call, string? traceParent)
    {
        var uri = new Uri($"http://{new IPEndPoint(call.To.Host, call.To.PullPort)}{PullProtocol.PathOf(call.Request)}");
        var request = new HttpRequestMessage(HttpMethod.Get, uri) { Version = HttpVersion.Version20, VersionPolicy = HttpVersionPolicy.RequestVersionExact };
        if (traceParent is not null)
        {
            request.Headers.Add("traceparent", traceParent);
        }

        if (call.Request is ChangesRequest changes)
        {
            request.Headers.Add(PullProtocol.EnvelopeHeader, Convert.ToBase64String(call.Bytes.Span));
            request.Headers.Add("If-None-Match", ListTag.Of(changes.Since));
            return request;
        }

        request.Method = HttpMethod.Post;
        request.Content = new ReadOnlyMemoryContent(call.Bytes);
        request.Content.Headers.Add("Content-Type", PullProtocol.ContentType);
        return request;
    }

    /// <summary>The sealed answer, or null when there is none or it is above the cap.</summary>
    private static async Task<ReadOnlyMemory<byte>?> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        if (!PullProtocol.IsAnswer((int)response.StatusCode))
        {
            return null;
        }

        if (response.StatusCode == HttpStatusCode.NotModified)
        {
            return response.Headers.TryGetValues(PullProtocol.EnvelopeHeader, out var values) ? FromBase64(values.First()) : null;
        }

        return response.Content.Headers.ContentType?.MediaType == PullProtocol.ContentType
            && response.Content.Headers.ContentLength is > 0 and <= PullProtocol.AnswerBytesMax and var length
            ? await ReadBodyAsync(response, (int)length, cancellationToken).ConfigureAwait(false)
            : null;
    }

    private static async Task<ReadOnlyMemory<byte>?> ReadBodyAsync(HttpResponseMessage response, int length, CancellationToken cancellationToken)
    {
        using var body = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        return await StatedLength.ReadAsync(body, length, BufferBytes, static _ => true, cancellationToken).ConfigureAwait(false);
    }

    private static ReadOnlyMemory<byte>? FromBase64(string text)
    {
        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out var length) ? bytes.AsMemory(0, length) : null;
    }

    private SocketsHttpHandler Handler() => new()
    {
        ActivityHeadersPropagator = null, // the trace of the fetch is passed on by Request, whatever Activity is current here
        AllowAutoRedirect = false,
        AutomaticDecompression = DecompressionMethods.None,
        ConnectCallback = ConnectAsync,
        ConnectTimeout = ConnectTimeout,
        KeepAlivePingDelay = TimeSpan.FromSeconds(5), // a host that vanished is found by ping, not by each call's time-out in turn
        KeepAlivePingPolicy = HttpKeepAlivePingPolicy.WithActiveRequests,
        KeepAlivePingTimeout = TimeSpan.FromSeconds(5),
        MaxResponseHeadersLength = 16,
        PooledConnectionIdleTimeout = TimeSpan.FromMinutes(2),
        UseCookies = false,
        UseProxy = false,
    };

    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var endpoint = new IPEndPoint(IPAddress.Parse(context.DnsEndPoint.Host), context.DnsEndPoint.Port);
        if (!_rule.Allows(endpoint.Address, endpoint.Port))
        {
            throw new HttpRequestException($"{endpoint} is no address to connect to");
        }

        var socket = new Socket(endpoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(endpoint, cancellationToken).ConfigureAwait(false);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private CallFailed Forbidden(Call call)
    {
        _forbidden();
        return Failed(call);
    }

    private static CallFailed Failed(Call call) => new(call.Id, Refused: false);

    private static bool IsRefusal(Exception e) =>
        e is HttpRequestException { InnerException: SocketException { SocketErrorCode: SocketError.ConnectionRefused } };
}
