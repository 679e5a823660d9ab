using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using OrleansNaming.Contracts;
using OrleansNaming.Engines.Tests.Storage;
using OrleansNaming.Lan;
using OrleansNaming.Lan.Keys;

namespace OrleansNaming.Engines.Tests.Lan;

/// <summary>What keeps an engine from starting, and what it says then.</summary>
[On(Engine.Lan)]
public sealed class LanStartTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Beyond_loopback_without_a_key_it_does_not_start()
    {
        var refused = await Assert.ThrowsAsync<NamingException>(() => StartAsync("a", new LanOptions { AdvertisedAddress = "10.1.2.3" }));

        Assert.Equal(Refusal.Forbidden, refused.Refusal);
        Assert.Contains("10.1.2.3", refused.Message);
        Assert.Contains("KeysFile", refused.Message);
    }

    [Fact]
    public async Task A_configured_keys_file_that_is_missing_is_named()
    {
        var refused = await Assert.ThrowsAsync<NamingException>(() => StartAsync("a", new LanOptions { KeysFile = _folder.File("nowhere.json") }));

        Assert.Contains(_folder.File("nowhere.json"), refused.Message);
    }

    [Fact]
    public void The_keys_file_in_the_clusters_folder_is_taken_without_being_configured()
    {
        KeyringFile.Create().Save(_folder.File("shop", "keys.json"));

        var settings = LanSettings.Resolve("shop", new ServerId("a"), new LanOptions { DataDirectory = _folder.Path, AdvertisedAddress = "127.0.0.1" });

        Assert.Equal(_folder.File("shop", "keys.json"), settings.KeysFile);
        Assert.False(settings.Keys.IsEmpty);
    }

    [Fact]
    public void Without_keys_and_address_it_stays_on_loopback()
    {
        var settings = LanSettings.Resolve("shop", new ServerId("a"), new LanOptions { DataDirectory = _folder.Path });

        Assert.Equal(IPAddress.Loopback, settings.Address);
        Assert.Contains("no keys: loopback only", settings.Engine);
    }

    [Fact]
    public async Task A_taken_probe_port_is_named()
    {
        using var taken = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        taken.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        var port = ((IPEndPoint)taken.LocalEndPoint!).Port;

        var refused = await Assert.ThrowsAsync<NamingException>(() => StartAsync("a", new LanOptions { ProbePort = port }));

        Assert.Contains($"{port}", refused.Message);
        Assert.Contains("ProbePort", refused.Message);
    }

    [Fact]
    public async Task A_start_that_failed_leaves_nothing_taken()
    {
        using (var taken = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp))
        {
            taken.Bind(new IPEndPoint(IPAddress.Loopback, 0));
            await Assert.ThrowsAsync<NamingException>(() => StartAsync("a", new LanOptions { ProbePort = ((IPEndPoint)taken.LocalEndPoint!).Port }));
        }

        await using var engine = await StartAsync("a", new LanOptions());
    }

    [Fact]
    public async Task Before_its_start_an_engine_refuses_changes_and_shows_an_empty_directory()
    {
        await using var engine = New("a", new LanOptions());

        var completed = await engine.CommitAsync(new Unbind("orders", "a"), TestContext.Current.CancellationToken);

        Assert.Equal(Refusal.NotReady, completed.Refusal);
        Assert.Empty(engine.Replica.GetHandle("orders").Current);
        Assert.False(engine.Replica.IsComplete);
    }

    [Fact]
    public async Task A_handle_taken_before_the_start_is_current_after_it()
    {
        await using var engine = New("a", new LanOptions());
        var orders = engine.Replica.GetHandle("orders");

        await engine.StartAsync(TestContext.Current.CancellationToken);
        await new Server("a", engine).BindAsync("orders");

        Assert.Single(orders.Current);
    }

    [Fact]
    public async Task A_torn_tail_is_cut_and_what_was_acknowledged_before_it_stands()
    {
        await RunOnceAsync();
        await using (var state = File.OpenWrite(_folder.File("default", "a", "state")))
        {
            state.Seek(0, SeekOrigin.End);
            state.Write([0, 0, 1, 9, 42]);
        }

        await using var engine = await StartAsync("a", new LanOptions());

        Assert.Single(engine.Replica.Resolve("jobs"));
        Assert.Empty(Directory.GetFiles(_folder.File("default", "a"), "*.damaged-*"));
    }

    [Fact]
    public async Task A_damaged_file_is_kept_aside_and_a_new_incarnation_opens()
    {
        var before = await RunOnceAsync();
        var path = _folder.File("default", "a", "state");
        var bytes = await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken);
        bytes[20] ^= 0x40;
        await File.WriteAllBytesAsync(path, bytes, TestContext.Current.CancellationToken);

        await using var engine = await StartAsync("a", new LanOptions());

        var copy = Assert.Single(Directory.GetFiles(_folder.File("default", "a"), "state.damaged-*"));
        Assert.Equal(bytes, await File.ReadAllBytesAsync(copy, TestContext.Current.CancellationToken));
        var status = await engine.GetStatusAsync(TestContext.Current.CancellationToken);
        Assert.True(status.Stamp.Epoch > before.Epoch);
    }

    [Fact]
    [Lesson(10)]
    public async Task A_guest_survives_the_restart_of_its_only_server()
    {
        await RunOnceAsync();

        await using var engine = await StartAsync("a", new LanOptions());

        Assert.Single(engine.Replica.Resolve("jobs"));
    }

    /// <summary>Runs a server that ends without goodbye, and leaves a guest in its state.</summary>
    private async Task<Stamp> RunOnceAsync()
    {
        await using var engine = await StartAsync("a", new LanOptions());
        var server = new Server("a", engine);
        await server.CommitAsync(new RegisterGuest(new Registration("jobs", "job-1")));
        return (await server.BindAsync("orders")).Stamp;
    }

    private async Task<LanEngine> StartAsync(string name, LanOptions options)
    {
        var engine = New(name, options);
        await engine.StartAsync(TestContext.Current.CancellationToken);
        return engine;
    }

    private LanEngine New(string name, LanOptions options)
    {
        options.DataDirectory = _folder.Path;
        options.MulticastPort = Ports.Udp();
        options.PullPort = 0;
        options.Interval = TimeSpan.FromMilliseconds(250);
        var server = new ServerId(name);
        return new LanEngine(server, () => LanSettings.Resolve("default", server, options), NullLoggerFactory.Instance, TimeProvider.System);
    }
}
