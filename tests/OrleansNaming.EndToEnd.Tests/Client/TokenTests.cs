using Microsoft.Extensions.Logging.Abstractions;
using OrleansNaming.EndToEnd.Tests.Api;
using OrleansNaming.InProcess;
using OrleansNaming.Watching;

namespace OrleansNaming.EndToEnd.Tests.Client;

/// <summary>Read your writes (design rule 17).</summary>
public sealed class TokenTests : IDisposable
{
    private readonly ScriptedEngine _engine = new();
    private readonly ManualTime _time = new();
    private readonly AppliedSignal _applied;
    private readonly WatchFeed _feed;
    private readonly DirectoryReader _reader;

    public TokenTests()
    {
        var source = new EngineSource(_engine);
        _applied = new AppliedSignal(source);
        _feed = new WatchFeed(source, NullLogger<WatchFeed>.Instance);
        _reader = new DirectoryReader(source, _applied, _feed, _time);
    }

    public void Dispose()
    {
        _feed.Dispose();
        _applied.Dispose();
    }

    [Fact]
    public async Task A_read_waits_until_the_write_has_come()
    {
        var first = _engine.Put("beta", ScriptedEngine.Service("orders", "b"));
        var reading = ReadAsync(first with { Stamp = first.Stamp.Next() });
        Assert.False(reading.IsCompleted);
        _engine.Put("beta", ScriptedEngine.Service("orders", "c"));
        Assert.Equal(2, (await reading).Count);
    }

    [Fact]
    public async Task A_read_of_an_owner_that_is_not_known_yet_waits_for_it()
    {
        var token = new Token(new ServerId("beta"), new Stamp(new Epoch(1, new BootId(1)), 1));
        var reading = ReadAsync(token);
        Assert.False(reading.IsCompleted);
        _engine.Put("beta", ScriptedEngine.Service("orders", "b"));
        Assert.Single(await reading);
    }

    [Fact]
    public async Task A_hidden_owner_is_waited_for_and_then_not_reached()
    {
        var token = _engine.Put("beta", ScriptedEngine.Service("orders", "b"));
        _engine.Hide("beta");
        var reading = ReadAsync(token);
        _time.Advance(TimeSpan.FromSeconds(4.9));
        Assert.False(reading.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(0.2));
        var refused = await Assert.ThrowsAsync<NamingException>(() => reading);
        Assert.Equal(Refusal.NotReached, refused.Refusal);
        Assert.Contains("'beta' is silent", refused.Message);
    }

    [Fact]
    public async Task A_later_life_that_began_with_the_write_contains_it()
    {
        var token = _engine.Put("beta", ScriptedEngine.Service("orders", "b"));
        _engine.Reopen("beta", 5);
        _engine.Reopen("beta", 9);
        Assert.Single(await ReadAsync(token));
    }

    [Fact]
    public async Task A_later_life_that_began_before_the_write_has_lost_it()
    {
        var token = _engine.Put("beta", ScriptedEngine.Service("orders", "b"));
        _engine.Reopen("beta", 5);
        var refused = await Assert.ThrowsAsync<NamingException>(() => ReadAsync(token with { Stamp = token.Stamp.Next() }));
        Assert.Equal(Refusal.WriteLost, refused.Refusal);
    }

    [Fact]
    public async Task A_life_that_the_chain_of_ancestors_no_longer_names_counts_as_lost()
    {
        var token = _engine.Put("beta", ScriptedEngine.Service("orders", "b"));
        for (var life = 2; life <= Advertisement.InheritsMax + 2; life++)
        {
            _engine.Reopen("beta", (ulong)life);
        }

        Assert.Equal(Refusal.WriteLost, (await Assert.ThrowsAsync<NamingException>(() => ReadAsync(token))).Refusal);
    }

    [Fact]
    public async Task An_unknown_name_in_an_incomplete_directory_is_not_ready_and_a_known_one_resolves()
    {
        _engine.Replica.IsComplete = false;
        _engine.Put("beta", ScriptedEngine.Service("orders", "b"));
        Assert.Single(await _reader.ResolveAsync("orders", null, TestContext.Current.CancellationToken));
        var refused = await Assert.ThrowsAsync<NamingException>(() => _reader.ResolveAsync("billing", null, TestContext.Current.CancellationToken));
        Assert.Equal(Refusal.NotReady, refused.Refusal);
    }

    [Fact]
    public async Task A_caller_that_gives_up_ends_the_wait()
    {
        using var ends = new CancellationTokenSource();
        var reading = _reader.ResolveAsync("orders", new() { AtLeast = new Token(new ServerId("x"), new Stamp(default, 1)) }, ends.Token);
        await ends.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading);
    }

    private Task<InstanceSet> ReadAsync(Token token) =>
        _reader.ResolveAsync("orders", new() { AtLeast = token }, TestContext.Current.CancellationToken);
}
