using OrleansNaming.Servers;
using OrleansNaming.Wire.Clients;

namespace OrleansNaming.EndToEnd.Tests.Client;

/// <summary>What a client asks a server for when it begins a stream, or begins it again.</summary>
public sealed class ServerStreamTests
{
    private const string Nothing = """data: {"changes":[],"more":false}""";
    private static readonly NamingServersOptions Options = new() { Servers = { "http://127.0.0.1:1" } };

    private readonly ManualTime _time = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_watch_that_breaks_after_a_reset_does_not_go_on_from_before_it()
    {
        using var server = new ScriptedServer(
            $"id: f-1\nevent: present\n{Nothing}\n\nid: none\nevent: reset\n{Nothing}\n\nevent: present\n{Nothing}\n\n",
            $"id: none\nevent: reset\n{Nothing}\n\n");
        using var servers = new NamingServers(Options, _time, server);
        await using var changes = new WatchStream(servers, Microsoft.Extensions.Options.Options.Create(Options), _time).ReadAsync("", Stop).GetAsyncEnumerator(Stop);
        Assert.True(await changes.MoveNextAsync());
        Assert.Equal(ChangeKind.Reset, changes.Current.Kind);

        var next = changes.MoveNextAsync();
        await _time.PausedForAsync(TimeSpan.FromMilliseconds(100), TimeSpan.FromSeconds(1));
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.True(await next);

        Assert.Equal(ChangeKind.Reset, changes.Current.Kind);
        Assert.Equal([null, "none"], server.Asked.Select(asked => asked.LastEventId));
    }

    [Theory]
    [InlineData(10)]
    [InlineData(Limits.Owners)]
    public async Task A_follower_shows_as_much_of_what_it_has_as_a_server_takes(int owners)
    {
        using var server = new ScriptedServer("");
        using var servers = new NamingServers(Options, _time, server);
        var source = new ServerFollowSource(servers, Microsoft.Extensions.Options.Options.Create(Options), _time);
        Held[] have = [.. Enumerable.Range(0, owners).Select(i => new Held(
            new Token(new ServerId($"server-{i:d5}.region-1.example"), new Stamp(new Epoch(1_790_000_000_000, new BootId(UInt128.MaxValue)), 1_000_000)), new Digest(UInt128.MaxValue)))];

        await foreach (var _ in source.FollowAsync(have, Stop))
        {
            Assert.Fail("the server says nothing");
        }

        var bytes = Assert.Single(server.Asked).BodyBytes;
        Assert.InRange(bytes, Math.Min(owners * 100, Limits.BodyBytes * 9 / 10), Limits.BodyBytes);
    }
}
