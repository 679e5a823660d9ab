using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Threading.Channels;
using OrleansNaming.Lan.Checks;
using OrleansNaming.Lan.Pulls;
using OrleansNaming.Node;

namespace OrleansNaming.Engines.Tests.Checks;

/// <summary>Real sockets: what each kind of answer makes of an instance.</summary>
public sealed class HealthProbesTests : IDisposable
{
    private readonly Channel<HealthProbeEnded> _ended = Channel.CreateUnbounded<HealthProbeEnded>();
    private readonly HealthProbes _probes;
    private readonly TcpListener _instance = new(IPAddress.Loopback, 0);

    public HealthProbesTests()
    {
        _probes = new HealthProbes(ended => _ended.Writer.TryWrite(ended), new AddressRule(loopback: true, []), TimeProvider.System);
        _instance.Start();
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private string Address => _instance.LocalEndpoint.ToString()!;

    [Theory]
    [InlineData("200 OK", InstanceHealth.Healthy)]
    [InlineData("204 No Content", InstanceHealth.Healthy)]
    [InlineData("429 Too Many Requests", InstanceHealth.Warning)]
    [InlineData("302 Found\r\nLocation: http://127.0.0.1:1/", InstanceHealth.Unhealthy)]
    [InlineData("503 Service Unavailable", InstanceHealth.Unhealthy)]
    [InlineData("nonsense", InstanceHealth.Unhealthy)]
    public async Task What_HTTP_answers_is_the_health(string answer, InstanceHealth health)
    {
        _ = _probes.Begin(Probe(HealthCheckKind.Http, $"http://{Address}/health"));

        using var caller = await _instance.AcceptSocketAsync(Cancel);
        var received = await caller.ReceiveAsync(new byte[1_024], Cancel);
        await caller.SendAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 {answer}\r\nContent-Length: 0\r\n\r\n"), Cancel);

        Assert.True(received > 0);
        Assert.Equal(health, (await _ended.Reader.ReadAsync(Cancel)).Health);
    }

    [Fact]
    public async Task Who_does_not_answer_in_time_is_unhealthy()
    {
        _ = _probes.Begin(Probe(HealthCheckKind.Http, $"http://{Address}/health", TimeSpan.FromMilliseconds(500)));
        using var caller = await _instance.AcceptSocketAsync(Cancel);

        var ended = await _ended.Reader.ReadAsync(Cancel);

        Assert.Equal((InstanceHealth.Unhealthy, "no answer within 0.5 s"), (ended.Health, ended.Output));
    }

    [Fact]
    public async Task Who_takes_connections_is_healthy_and_who_refuses_them_is_not()
    {
        _ = _probes.Begin(Probe(HealthCheckKind.Tcp, Address));
        Assert.Equal(InstanceHealth.Healthy, (await _ended.Reader.ReadAsync(Cancel)).Health);

        _instance.Stop();
        _ = _probes.Begin(Probe(HealthCheckKind.Tcp, $"127.0.0.1:{Ports.Tcp()}"));
        Assert.Equal(InstanceHealth.Unhealthy, (await _ended.Reader.ReadAsync(Cancel)).Health);
    }

    [Theory]
    [InlineData(HealthCheckKind.Http, "http://127.0.0.1:{0}/health")]
    [InlineData(HealthCheckKind.Http, "http://localhost:{0}/health")]
    [InlineData(HealthCheckKind.Http, "http://[::ffff:127.0.0.1]:{0}/health")]
    [InlineData(HealthCheckKind.Tcp, "127.0.0.1:{0}")]
    [InlineData(HealthCheckKind.Tcp, "localhost:{0}")]
    [InlineData(HealthCheckKind.Tcp, "[::ffff:127.0.0.1]:{0}")]
    public async Task A_server_of_a_network_calls_nothing_on_its_own_loopback(HealthCheckKind kind, string target)
    {
        using var probes = new HealthProbes(ended => _ended.Writer.TryWrite(ended), new AddressRule(loopback: false, []), TimeProvider.System);

        _ = probes.Begin(Probe(kind, string.Format(null, target, ((IPEndPoint)_instance.LocalEndpoint).Port)));

        var ended = await _ended.Reader.ReadAsync(Cancel);
        Assert.Equal(InstanceHealth.Unhealthy, ended.Health);
        Assert.Contains("no address that a check may call", ended.Output);
        Assert.False(_instance.Pending());
    }

    [Theory]
    [InlineData(HealthCheckKind.Http, "http://169.254.169.254/latest/meta-data")]
    [InlineData(HealthCheckKind.Tcp, "169.254.169.254:80")]
    [InlineData(HealthCheckKind.Tcp, "[::ffff:169.254.169.254]:80")]
    public async Task A_metadata_service_is_called_by_nobody(HealthCheckKind kind, string target)
    {
        _ = _probes.Begin(Probe(kind, target));

        Assert.Contains("no address that a check may call", (await _ended.Reader.ReadAsync(Cancel)).Output);
    }

    [Fact]
    public async Task What_the_stop_cuts_off_is_no_failure_of_the_instance()
    {
        var running = _probes.Begin(Probe(HealthCheckKind.Http, $"http://{Address}/health"));
        using var caller = await _instance.AcceptSocketAsync(Cancel);
        Assert.True(await caller.ReceiveAsync(new byte[1_024], Cancel) > 0);

        _probes.Dispose();

        await running;
        await _probes.Begin(Probe(HealthCheckKind.Tcp, Address));
        Assert.False(_ended.Reader.TryRead(out _));
    }

    public void Dispose()
    {
        _probes.Dispose();
        _instance.Dispose();
    }

    private static HealthProbe Probe(HealthCheckKind kind, string target, TimeSpan? timeout = null) => new(
        new EntryKey("web", "w1"), new HealthCheck("check", kind) { Target = target, Timeout = timeout ?? TimeSpan.FromMinutes(1) }, Life: 1);
}
