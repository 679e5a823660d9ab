using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using OrleansNaming.Wire;

namespace OrleansNaming.EndToEnd.Tests.Tool;

/// <summary>What a stranger sends to real servers is dropped, counted by its reason, shown by <c>naming status</c>, and changes nothing.</summary>
[On(Engine.Lan)]
public sealed class HostileDatagramTests(TwoServers two) : IClassFixture<TwoServers>, IDisposable
{
    private static readonly IPAddress Group = IPAddress.Parse("239.192.76.1");

    private readonly Socket _stranger = NewStranger();

    public void Dispose() => _stranger.Dispose();

    [Fact]
    public Task Noise_is_malformed() => DroppedAsync([1, 2, 3], "malformed");

    [Fact]
    public Task A_datagram_above_the_cap_is_oversized() => DroppedAsync(new byte[Limits.DatagramBytes + 1], "oversized");

    [Fact]
    public Task Another_clusters_is_dropped_as_such() => DroppedAsync(SealerOf("other", Ring()).Seal(Notice()), "wrongcluster");

    [Fact]
    public Task Another_keys_is_unauthenticated() => DroppedAsync(SealerOf("default", new Keyring([(1, new byte[32])])).Seal(Notice()), "unauthenticated");

    [Fact]
    public Task Without_a_key_it_is_unauthenticated() => DroppedAsync(SealerOf("default", Keyring.Empty).Seal(Notice()), "unauthenticated");

    [Fact]
    public async Task One_that_was_heard_is_replayed() => await DroppedAsync(await HeardAsync("beta"), "replayed");

    /// <summary>Sends it to the group; alpha must count it, show it, and be as it was.</summary>
    private async Task DroppedAsync(byte[] bytes, string reason)
    {
        var (before, stamp) = Seen(await StatusAsync(), reason);
        _stranger.SendTo(bytes, new IPEndPoint(Group, two.Desk.MulticastPort));
        var status = await Eventually.Holds(StatusAsync, now => Seen(now, reason).Count > before, $"alpha counts one more {reason}");

        Assert.Equal(stamp, Seen(status, reason).Stamp);
        Assert.Contains($"{reason} {before + 1}", (await two.Desk.NamingAsync("status")).Exits(0).Output);
        foreach (var server in new[] { two.Alpha, two.Beta })
        {
            Assert.Contains("orders-1", (await two.Desk.NamingAsync("resolve", "orders", "-s", server.Api)).Exits(0).Output);
        }

        Assert.Equal(2, (await two.Desk.NamingAsync("servers", "--json")).Exits(0).Json()["servers"]!.AsArray().Count);
    }

    private static (long Count, string Stamp) Seen(JsonNode status, string reason) =>
        ((long?)status["counters"]![$"dropped.{reason}"] ?? 0, (string)status["stamp"]!);

    private async Task<JsonNode> StatusAsync()
    {
        using var http = new HttpClient { BaseAddress = new Uri(two.Alpha.Api) };
        return JsonNode.Parse(await http.GetStringAsync("/v1/status", TestContext.Current.CancellationToken))!;
    }

    /// <summary>A datagram to the group that this server really sent.</summary>
    private async Task<byte[]> HeardAsync(string server)
    {
        using var ear = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        ear.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        ear.Bind(new IPEndPoint(IPAddress.Any, two.Desk.MulticastPort));
        ear.SetSocketOption(SocketOptionLevel.IP, SocketOptionName.AddMembership, new MulticastOption(Group, IPAddress.Loopback));
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(TimeSpan.FromSeconds(30));
        var buffer = new byte[Limits.DatagramBytes];
        while (true)
        {
            var bytes = buffer[..await ear.ReceiveAsync(buffer, patience.Token)];
            if (Opener.TryOpen(bytes, "default", Ring(), Limits.DatagramBytes, out var envelope) == OpenResult.Opened && envelope!.Sender == new ServerId(server))
            {
                return bytes;
            }
        }
    }

    private Keyring Ring() => new(
        [.. JsonNode.Parse(File.ReadAllText(two.Ring))!["keys"]!.AsArray().Select(key => ((uint)key!["id"]!, Convert.FromBase64String((string)key["secret"]!)))]);

    private static Sealer SealerOf(string cluster, Keyring keys) => new(cluster, new ServerId("evil"), new BootId(77), 9, 10, keys);

    private static Notice Notice() => new(new Stamp(new Epoch(1, new BootId(77)), 5), default, OwnerStatus.Serving, TimeSpan.FromSeconds(1), false, null);

    private static Socket NewStranger()
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        socket.SetSocketOption(SocketOptionLevel.IP, SocketOptionName.MulticastInterface, IPAddress.Loopback.GetAddressBytes());
        return socket;
    }
}
