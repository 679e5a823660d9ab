using System.Buffers;
using System.Net;
using OrleansNaming.Lan.Datagrams;

namespace OrleansNaming.Engines.Tests.Lan;

/// <summary>Configured peers that are there, and that are not.</summary>
[On(Engine.Lan)]
public sealed class LanSeedTests
{
    [Fact]
    public async Task A_server_whose_only_seed_refuses_is_alone_and_complete_long_before_AloneAfter()
    {
        await using var cluster = new LanCluster(unicast: true);
        var seed = await cluster.StartAsync("seed");
        await cluster.KillAsync(seed);

        var alone = await cluster.StartAsync("alone"); // AloneAfter is a minute, twice what the test waits

        await cluster.UntilAsync(() => alone.Engine.Replica.IsComplete, "it is complete");
    }

    [RequiresFact(Need.IPv6Loopback)]
    public async Task Servers_meet_over_IPv6()
    {
        await using var cluster = new LanCluster(unicast: true, "::1");
        var first = await cluster.StartAsync("s1");
        var second = await cluster.StartAsync("s2");

        var token = await first.BindAsync("orders");

        await cluster.UntilAsync(() => second.Holds(first) == token.Stamp, "s2 holds what s1 bound");
    }

    [Fact]
    public async Task A_refusal_is_told_with_the_next_datagram()
    {
        using var transport = new UdpTransport(new UdpSettings(IPAddress.Loopback, IPAddress.Loopback, 0, null));
        var sink = new Sink();
        transport.Start(sink);
        var nobody = new PeerAddress(IPAddress.Loopback, Ports.Udp(), 2);
        transport.Watch([nobody]);

        while (!sink.Refusal.Task.IsCompleted)
        {
            transport.Unicast(nobody, new byte[] { 1 });
            await Task.Yield();
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
        }

        Assert.Equal(nobody, await sink.Refusal.Task);
    }

    [Fact]
    public async Task A_node_does_not_hear_its_own_multicast_and_others_on_its_port_do()
    {
        var group = new IPEndPoint(IPAddress.Parse("239.192.76.1"), Ports.Udp());
        using var first = new UdpTransport(new UdpSettings(IPAddress.Loopback, IPAddress.Loopback, 0, group));
        using var second = new UdpTransport(new UdpSettings(IPAddress.Loopback, IPAddress.Loopback, 0, group));
        var (firstHears, secondHears) = (new Sink(), new Sink());
        first.Start(firstHears);
        second.Start(secondHears);

        Assert.True(first.Multicast(new byte[] { 1 }));
        Assert.True(second.Multicast(new byte[] { 2 }));

        Assert.Equal([2], await firstHears.Heard.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken));
        Assert.Equal([1], await secondHears.Heard.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken));
    }

    private sealed class Sink : IDatagramSink
    {
        public TaskCompletionSource<byte[]> Heard { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource<PeerAddress> Refusal { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public void Received(byte[] rented, int length, IPAddress source)
        {
            Heard.TrySetResult(rented[..length]);
            ArrayPool<byte>.Shared.Return(rented);
        }

        public void Refused(PeerAddress target) => Refusal.TrySetResult(target);
    }
}
