using System.Net;
using System.Net.Sockets;
using OrleansNaming.Health;
using OrleansNaming.Lan.Pulls;
using OrleansNaming.Node;

namespace OrleansNaming.Lan.Checks;

/// <summary>
/// Carries probes out. They run on the thread pool, beside the loop; Core bounds how many at once (<see cref="HealthMonitor.InFlightMax"/>). No proxy, no
/// cookies, no redirects: a probe calls what its registration names and nothing else. Of a body nothing is read. A name is looked up here and its addresses are
/// judged, so that whoever may register can't make a server call what only that server reaches (docs/threats.md, SSRF).
/// </summary>
internal sealed class HealthProbes : IDisposable
{
    private readonly Action<HealthProbeEnded> _ended;
    private readonly AddressRule _rule;
    private readonly TimeProvider _time;
    private readonly HttpMessageInvoker _http;
    private readonly CancellationTokenSource _stop = new();

    /// <param name="ended">Hears what each probe found, on another thread; nothing more after the end.</param>
    /// <param name="rule">Which addresses may be called.</param>
    /// <param name="time">The clock of time-outs.</param>
    public HealthProbes(Action<HealthProbeEnded> ended, AddressRule rule, TimeProvider time)
    {
        (_ended, _rule, _time) = (ended, rule, time);
        _http = new HttpMessageInvoker(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            ConnectCallback = ConnectAsync,
            UseCookies = false,
            UseProxy = false,
            PooledConnectionLifetime = TimeSpan.FromMinutes(2),
            MaxResponseHeadersLength = 16,
            MaxResponseDrainSize = 0,
        });
    }

    /// <summary>Begins a probe, and returns at once.</summary>
    /// <returns>Complete when what it found was told, or is not to be told.</returns>
    public Task Begin(HealthProbe probe) => Task.Run(() => TellAsync(probe));

    public void Dispose()
    {
        if (_stop.IsCancellationRequested)
        {
            return;
        }

        _stop.Cancel();
        _http.Dispose();
        _stop.Dispose();
    }

    private async Task TellAsync(HealthProbe probe)
    {
        var found = await RunAsync(probe).ConfigureAwait(false);
        // What the stop cut off says nothing about the instance, which goes on living with another holder.
        if (!_stop.IsCancellationRequested)
        {
            _ended(found);
        }
    }

    private async Task<HealthProbeEnded> RunAsync(HealthProbe probe)
    {
        using var timeout = new CancellationTokenSource(probe.Check.Timeout, _time);
        try
        {
            using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, _stop.Token);
            return probe.Check.Kind == HealthCheckKind.Http
                ? await GetAsync(probe, either.Token).ConfigureAwait(false)
                : await ConnectAsync(probe, either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            return new HealthProbeEnded(probe, InstanceHealth.Unhealthy, $"no answer within {probe.Check.Timeout.TotalSeconds:0.###} s");
        }
        catch (Exception e) when (e is not OutOfMemoryException) // whatever a probe meets is what it found
        {
            return new HealthProbeEnded(probe, InstanceHealth.Unhealthy, e.Message);
        }
    }

    private async Task<HealthProbeEnded> GetAsync(HealthProbe probe, CancellationToken cancel)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, probe.Check.Target);
        using var answer = await _http.SendAsync(request, cancel).ConfigureAwait(false);
        var health = answer.IsSuccessStatusCode ? InstanceHealth.Healthy
            : answer.StatusCode == HttpStatusCode.TooManyRequests ? InstanceHealth.Warning
            : InstanceHealth.Unhealthy;
        return new HealthProbeEnded(probe, health, $"GET {probe.Check.Target}: {(int)answer.StatusCode} {answer.ReasonPhrase}");
    }

    private async Task<HealthProbeEnded> ConnectAsync(HealthProbe probe, CancellationToken cancel)
    {
        var target = new Uri($"tcp://{probe.Check.Target}");
        using var socket = await ConnectAsync(target.Host, target.Port, cancel).ConfigureAwait(false);
        return new HealthProbeEnded(probe, InstanceHealth.Healthy, $"{probe.Check.Target} takes connections");
    }

    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancel) =>
        new NetworkStream(await ConnectAsync(context.DnsEndPoint.Host, context.DnsEndPoint.Port, cancel).ConfigureAwait(false), ownsSocket: true);

    /// <summary>Connects to what was judged: looked up a second time, a name could say something else.</summary>
    private async Task<Socket> ConnectAsync(string host, int port, CancellationToken cancel)
    {
        var found = IPAddress.TryParse(host.Trim('[', ']'), out var literal) ? [literal] : await Dns.GetHostAddressesAsync(host, cancel).ConfigureAwait(false);
        IPAddress[] allowed = [.. found.Where(_rule.AllowsCheck)];
        if (allowed.Length == 0)
        {
            throw new HttpRequestException($"{host} is no address that a check may call (docs/threats.md)");
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(allowed, port, cancel).ConfigureAwait(false);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
