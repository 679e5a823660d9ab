using OrleansNaming.Contracts;
using OrleansNaming.Lan.Keys;
using OrleansNaming.Wire;

namespace OrleansNaming.Engines.Tests.Lan;

/// <summary>What strangers send is dropped, counted by its reason, and changes nothing.</summary>
[On(Engine.Lan)]
public sealed class LanHostilityTests : IAsyncLifetime
{
    private readonly LanCluster _cluster = new();
    private Server? _server;

    public async ValueTask InitializeAsync()
    {
        _server = await _cluster.StartAsync("s1");
        await _server.BindAsync("orders");
    }

    public ValueTask DisposeAsync() => _cluster.DisposeAsync();

    [Fact]
    public Task Noise_is_malformed() => DroppedAsync([1, 2, 3], "malformed");

    [Fact]
    public Task A_datagram_above_the_cap_is_oversized() => DroppedAsync(new byte[Limits.DatagramBytes + 200], "oversized");

    [Fact]
    public Task Another_clusters_datagram_is_dropped_as_such() => DroppedAsync(SealerOf("other", Keys).Seal(Notice()), "wrongcluster");

    [Fact]
    public Task A_datagram_of_another_key_is_unauthenticated() =>
        DroppedAsync(SealerOf(LanCluster.Name, KeyringFile.Create().ToKeyring()).Seal(Notice()), "unauthenticated");

    [Fact]
    public Task A_datagram_without_a_key_is_unauthenticated() => DroppedAsync(SealerOf(LanCluster.Name, Keyring.Empty).Seal(Notice()), "unauthenticated");

    [Fact]
    public async Task A_key_holder_that_can_not_echo_makes_nothing_appear_and_no_call()
    {
        // Ports where nobody listens: the forged server never answers the nonce.
        for (var i = 0; i < 20; i++)
        {
            Send(SealerOf(LanCluster.Name, Keys, boot: (uint)i + 1).Seal(Notice((uint)i + 1)));
        }

        Send([1, 2, 3]); // comes behind them on the same socket
        await CountedAsync("dropped.malformed");

        Assert.Empty(_server!.Of(ObservationKind.FetchStarted));
        Assert.Empty(_server.Resolve("evil"));
    }

    private Keyring Keys => KeyringFile.Load(_cluster.KeysFile).ToKeyring();

    private async Task DroppedAsync(byte[] bytes, string reason)
    {
        var before = _server!.Holds(_server);

        Send(bytes);

        await CountedAsync($"dropped.{reason}");
        Assert.Equal(before, _server.Holds(_server));
        Assert.Equal(["s1"], _server.Resolve("orders"));
        Assert.Empty(_server.Of(ObservationKind.FetchStarted));
    }

    private async Task CountedAsync(string counter)
    {
        await _cluster.UntilAsync(() => _server!.Of(ObservationKind.Dropped).Any(seen => $"dropped.{seen.Text}" == counter), $"s1 counts {counter}");
        var status = await _server!.Engine.GetStatusAsync(TestContext.Current.CancellationToken);
        Assert.True(status.Counters.GetValueOrDefault(counter) > 0, $"{counter} is not in status: {string.Join(", ", status.Counters.Keys)}");
    }

    private void Send(byte[] bytes) => _cluster.Send(bytes);

    private static Sealer SealerOf(string cluster, Keyring keys, uint boot = 77) =>
        new(cluster, new ServerId("evil"), new BootId(boot), 9, 10, keys);

    private static Notice Notice(uint boot = 77)
    {
        var stamp = new Stamp(new Epoch(1, new BootId(boot)), 5);
        return new Notice(stamp, default, OwnerStatus.Serving, TimeSpan.FromSeconds(1), false, null);
    }
}
