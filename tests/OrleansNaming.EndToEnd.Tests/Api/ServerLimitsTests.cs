using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using OrleansNaming.Gateway.Access;

namespace OrleansNaming.EndToEnd.Tests.Api;

/// <summary>What <c>naming server</c> sets on Kestrel, whose own defaults let any number of connections stay for ever.</summary>
public sealed class ServerLimitsTests
{
    [Fact]
    public async Task Kestrel_is_given_explicit_limits()
    {
        await using var node = await ApiNode.StartAsync(new SoloEngine());
        var limits = node.Services.GetRequiredService<IOptions<KestrelServerOptions>>().Value.Limits;
        Assert.Equal((1_000, 1 << 20, 64), (limits.MaxConcurrentConnections, limits.MaxRequestBodySize, limits.MaxRequestHeaderCount));
        Assert.Equal(TimeSpan.FromSeconds(5), limits.RequestHeadersTimeout);
        Assert.Equal((240, TimeSpan.FromSeconds(5)), (limits.MinRequestBodyDataRate!.BytesPerSecond, limits.MinRequestBodyDataRate.GracePeriod));
        Assert.Equal((240, TimeSpan.FromSeconds(5)), (limits.MinResponseDataRate!.BytesPerSecond, limits.MinResponseDataRate.GracePeriod));
    }

    [Fact]
    public async Task A_connection_that_never_ends_its_headers_is_closed_and_others_are_served()
    {
        await using var node = await ApiNode.StartAsync(new SoloEngine());
        using var slow = new TcpClient();
        await slow.ConnectAsync(node.Url.Host, node.Url.Port, TestContext.Current.CancellationToken);
        await slow.GetStream().WriteAsync(Encoding.ASCII.GetBytes("GET /v1/status HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: "), TestContext.Current.CancellationToken);
        await node.GetAsync("/v1/status");
        using var reader = new StreamReader(slow.GetStream());
        var answer = await reader.ReadToEndAsync(TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
        Assert.StartsWith("HTTP/1.1 408 ", answer);
    }

    [Fact]
    public async Task One_address_holds_so_many_connections_and_loopback_any_number()
    {
        var held = new TaskCompletionSource();
        var limit = new ConnectionShare(perAddressMax: 2).Limit(_ => held.Task);
        Task[] open = [limit(From("10.0.0.1")), limit(From("10.0.0.1")), limit(From("10.0.0.2")), .. Enumerable.Range(0, 5).Select(_ => limit(From("127.0.0.1")))];
        var refused = From("::ffff:10.0.0.1");
        await limit(refused);
        var closed = new TaskCompletionSource();
        refused.ConnectionClosed.Register(closed.SetResult);
        await closed.Task.WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
        Assert.All(open, connection => Assert.False(connection.IsCompleted));
        held.SetResult();
        await Task.WhenAll(open);
        var later = From("10.0.0.1");
        await limit(later);
        Assert.False(later.ConnectionClosed.IsCancellationRequested);
    }

    [Fact]
    public async Task A_taken_port_fails_the_start_before_any_later_service_starts()
    {
        await using var first = await ApiNode.StartAsync(new SoloEngine());
        var taken = await Assert.ThrowsAsync<IOException>(() => ApiNode.StartAsync(new SoloEngine(), port: first.Url.Port));
        Assert.IsType<AddressInUseException>(taken.InnerException);
        Assert.Contains($":{first.Url.Port}", taken.Message);
    }

    private static DefaultConnectionContext From(string address) => new() { RemoteEndPoint = new IPEndPoint(IPAddress.Parse(address), 1) };
}
