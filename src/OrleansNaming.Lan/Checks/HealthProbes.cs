using System.Net;
using System.Net.Sockets;
using OrleansNaming.Health;
using OrleansNaming.Node;

namespace OrleansNaming.Lan.Checks;

/// <summary>
/// Carries probes out. They run on the thread pool, beside the loop; Core bounds how many at once (<see cref="HealthMonitor.InFlightMax"/>). No proxy, no
/// cookies, no redirects: a probe calls what its registration names and nothing else. Of a body nothing is read.
/// </summary>
/// <param name="ended">Hears what each probe found, on another thread.</param>
/// <param name="time">The clock of time-outs.</param>
internal sealed class HealthProbes(Action<HealthProbeEnded> ended, TimeProvider time) : IDisposable
{
    private readonly HttpMessageInvoker _http = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        UseProxy = false,
        PooledConnectionLifetime = TimeSpan.FromMinutes(2),
        MaxResponseHeadersLength = 16,
        MaxResponseDrainSize = 0,
    });

    private readonly CancellationTokenSource _stop = new();

    /// <summary>Begins a probe, and returns at once.</summary>
    public void Begin(HealthProbe probe) => _ = Task.Run(async () => ended(await RunAsync(probe).ConfigureAwait(false)));

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

    private async Task<HealthProbeEnded> RunAsync(HealthProbe probe)
    {
        using var timeout = new CancellationTokenSource(probe.Check.Timeout, time);
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

    private static async Task<HealthProbeEnded> ConnectAsync(HealthProbe probe, CancellationToken cancel)
    {
        var target = new Uri($"tcp://{probe.Check.Target}");
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(target.Host.Trim('[', ']'), target.Port, cancel).ConfigureAwait(false);
        return new HealthProbeEnded(probe, InstanceHealth.Healthy, $"{probe.Check.Target} takes connections");
    }
}
