using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Threading.Channels;
using OrleansNaming.Lan.Checks;
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
        _probes = new HealthProbes(ended => _ended.Writer.TryWrite(ended), TimeProvider.System);
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
        _probes.Begin(Probe(HealthCheckKind.Http, $"http://{Address}/health"));

        using var caller = await _instance.AcceptSocketAsync(Cancel);
        var received = await caller.ReceiveAsync(new byte[1_024], Cancel);
        await caller.SendAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 {answer}\r\nContent-Length: 0\r\n\r\n"), Cancel);

        Assert.True(received > 0);
        Assert.Equal(health, (await _ended.Reader.ReadAsync(Cancel)).Health);
    }

    [Fact]
    public async Task Who_does_not_answer_in_time_is_unhealthy()
    {
        _probes.Begin(Probe(HealthCheckKind.Http, $"http://{Address}/health", TimeSpan.FromMilliseconds(500)));
        using var caller = await _instance.AcceptSocketAsync(Cancel);

        var ended = await _ended.Reader.ReadAsync(Cancel);

        Assert.Equal((InstanceHealth.Unhealthy, "no answer within 0.5 s"), (ended.Health, ended.Output));
    }

    [Fact]
    public async Task Who_takes_connections_is_healthy_and_who_refuses_them_is_not()
    {
        _probes.Begin(Probe(HealthCheckKind.Tcp, Address));
        Assert.Equal(InstanceHealth.Healthy, (await _ended.Reader.ReadAsync(Cancel)).Health);

        _instance.Stop();
        _probes.Begin(Probe(HealthCheckKind.Tcp, $"127.0.0.1:{Ports.Tcp()}"));
        Assert.Equal(InstanceHealth.Unhealthy, (await _ended.Reader.ReadAsync(Cancel)).Health);
    }

    [Fact]
    public async Task A_probe_after_the_end_is_answered_too()
    {
        _probes.Dispose();

        _probes.Begin(Probe(HealthCheckKind.Tcp, Address));

        Assert.Equal(InstanceHealth.Unhealthy, (await _ended.Reader.ReadAsync(Cancel)).Health);
    }

    public void Dispose()
    {
        _probes.Dispose();
        _instance.Dispose();
    }

    private static HealthProbe Probe(HealthCheckKind kind, string target, TimeSpan? timeout = null) => new(
        new EntryKey("web", "w1"), new HealthCheck("check", kind) { Target = target, Timeout = timeout ?? TimeSpan.FromMinutes(1) }, Life: 1);
}
