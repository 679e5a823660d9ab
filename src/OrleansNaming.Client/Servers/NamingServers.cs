using System.Net.Http.Headers;
using Microsoft.Extensions.Options;

namespace OrleansNaming.Servers;

/// <summary>
/// The configured servers as one: a question goes to the one that answered last, and to the next when that one does not answer. Every
/// question of the API may be asked twice (a write carries its own id), so a lost answer is no reason not to.
/// </summary>
internal sealed class NamingServers : IDisposable
{
    /// <summary>How often all servers are tried, with a pause between.</summary>
    private const int Rounds = 3;

    private readonly HttpClient _http;
    private readonly Uri[] _servers;
    private readonly TimeSpan _timeout;
    private readonly TimeProvider _time;
    private int _preferred;

    public NamingServers(IOptions<NamingServersOptions> options, TimeProvider time)
        : this(options.Value, time, Handler())
    {
    }

    public NamingServers(NamingServersOptions options, TimeProvider time, HttpMessageHandler handler)
    {
        _servers = [.. options.Servers.Select(server => new Uri(server))];
        _timeout = options.RequestTimeout;
        _time = time;
        // Time-outs are kept here, on the injected clock, and differ from question to question.
        _http = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan, MaxResponseContentBufferSize = Limits.SnapshotBytes * 2L };
        if (options.Key is { Length: > 0 } key)
        {
            _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        }
    }

    /// <summary>The server that answered last.</summary>
    public Uri Preferred => _servers[Volatile.Read(ref _preferred)];

    /// <summary>Asks until one answers.</summary>
    /// <param name="request">Makes the request anew for each try, with a relative URL.</param>
    /// <param name="read">Reads a success.</param>
    /// <param name="wait">How long the server may take on purpose.</param>
    /// <param name="cancellationToken">Ends everything.</param>
    /// <exception cref="NamingException">What a server refused, or <see cref="Refusal.Unreachable"/> with what became of each.</exception>
    public async Task<T> AskAsync<T>(
        Func<HttpRequestMessage> request, Func<HttpResponseMessage, CancellationToken, Task<T>> read, TimeSpan wait, CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(_timeout + wait, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        var failures = new SortedDictionary<int, NamingException>();
        try
        {
            for (var round = 0; round < Rounds; round++)
            {
                for (var turn = 0; turn < _servers.Length; turn++)
                {
                    var index = Volatile.Read(ref _preferred);
                    var (answer, refused) = await TryAsync(_servers[index], request, read, wait, either.Token).ConfigureAwait(false);
                    if (refused is null)
                    {
                        return answer!;
                    }

                    if (!ServerAnswer.IsWorthAnotherTry(refused.Refusal))
                    {
                        throw refused;
                    }

                    failures[index] = refused;
                    Leave(index);
                }

                await PauseAsync(round, either.Token).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (deadline.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            // Out of time: what became of each server is told below.
        }

        throw Summary(failures.Values);
    }

    /// <summary>Opens a stream at the server that answered last; on failure the next one is preferred.</summary>
    /// <exception cref="NamingException">It was refused, or there is no answer.</exception>
    public async Task<HttpResponseMessage> OpenAsync(Func<HttpRequestMessage> request, CancellationToken cancellationToken, TimeSpan wait = default)
    {
        var index = Volatile.Read(ref _preferred);
        var (response, refused) = await TryAsync(
            _servers[index], request, static (response, _) => Task.FromResult(response), wait, cancellationToken, keep: true).ConfigureAwait(false);
        if (refused is not null)
        {
            Leave(index);
            throw refused;
        }

        return response!;
    }

    /// <summary>Prefers the next server, unless somebody did so already.</summary>
    public void LeavePreferred() => Leave(Volatile.Read(ref _preferred));

    public int Count => _servers.Length;

    public void Dispose() => _http.Dispose();

    private void Leave(int index) => Interlocked.CompareExchange(ref _preferred, (index + 1) % _servers.Length, index);

    private async Task<(T? Answer, NamingException? Refused)> TryAsync<T>(
        Uri server, Func<HttpRequestMessage> make, Func<HttpResponseMessage, CancellationToken, Task<T>> read, TimeSpan wait,
        CancellationToken cancellationToken, bool keep = false)
    {
        // One silent server must not use up the time of all: it gets its share.
        using var share = new CancellationTokenSource(_timeout / Math.Min(_servers.Length + 1, 4) + wait, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(share.Token, cancellationToken);
        HttpResponseMessage? response = null;
        try
        {
            using var request = make();
            request.RequestUri = new Uri(server, request.RequestUri!);
            response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token).ConfigureAwait(false);
            if (await ServerAnswer.RefusalAsync(response, server, either.Token).ConfigureAwait(false) is { } refused)
            {
                return (default, refused);
            }

            var answer = await read(response, either.Token).ConfigureAwait(false);
            response = keep ? null : response;
            return (answer, null);
        }
        catch (Exception broken) when (broken is HttpRequestException or IOException)
        {
            return (default, new NamingException(Refusal.Unreachable, $"{server} ({broken.Message})"));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return (default, new NamingException(Refusal.Unreachable, $"{server} (no answer in time)"));
        }
        finally
        {
            response?.Dispose();
        }
    }

    /// <summary>100 ms, then 400 ms; none after the last round.</summary>
    private Task PauseAsync(int round, CancellationToken cancellationToken) =>
        round + 1 == Rounds ? Task.CompletedTask : Task.Delay(TimeSpan.FromMilliseconds(100 * Math.Pow(4, round)), _time, cancellationToken);

    /// <summary>A server's own word says more than that another one was not there.</summary>
    public NamingException Summary(IReadOnlyCollection<NamingException> failures) =>
        failures.FirstOrDefault(failure => failure.Refusal != Refusal.Unreachable)
        ?? new NamingException(Refusal.Unreachable, failures.Count == 0
            ? $"no naming server answered in {_timeout.TotalSeconds:0.#} s: {string.Join(", ", _servers.Select(server => server.ToString()))}"
            : $"no naming server could be reached: {string.Join(", ", failures.Select(failure => failure.Message))}. Check their addresses (Naming:Servers; --server of the tool), and that one of them runs");

    /// <summary>No redirects, proxies or cookies: a server is called where it was configured, and nowhere else.</summary>
    private static SocketsHttpHandler Handler() => new()
    {
        AllowAutoRedirect = false,
        UseProxy = false,
        UseCookies = false,
        ConnectTimeout = TimeSpan.FromSeconds(2),
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
    };
}
