using System.Collections.Concurrent;
using OrleansNaming.Wire;

namespace OrleansNaming.Contracts;

/// <summary>What one server says is what all others see.</summary>
public abstract class BindingContract : EngineContract
{
    [Fact]
    [Row("B1")]
    public async Task What_is_bound_on_one_server_resolves_on_all()
    {
        var servers = await StartAsync(3);

        await servers[0].BindAsync("orders");

        foreach (var server in servers)
        {
            await ResolvesAsync(server, "orders", "s1");
        }
    }

    [Fact]
    [Row("B2")]
    [Lesson(21)]
    public async Task Each_commit_is_told_to_every_other_server_once()
    {
        var servers = await StartAsync(3);
        var heard = new ConcurrentBag<(Stamp, string)>();
        Cluster.Lose = delivery =>
        {
            if (delivery.From == "s1" && delivery.To != "s1" && delivery.Message is Notice)
            {
                heard.Add((delivery.Stamp, delivery.To));
            }

            return false;
        };

        var tokens = new List<Token>();
        for (var i = 0; i < 5; i++)
        {
            tokens.Add(await servers[0].BindAsync($"orders-{i}"));
        }

        await HoldsAsync(servers[1], servers[0], tokens[^1].Stamp);
        await HoldsAsync(servers[2], servers[0], tokens[^1].Stamp);
        foreach (var token in tokens)
        {
            Assert.Equal(["s2", "s3"], heard.Where(one => one.Item1 == token.Stamp).Select(one => one.Item2).Distinct().Order());
        }
    }

    [Fact]
    [Row("B11")]
    public async Task Binds_rebinds_and_unbinds_reach_the_others()
    {
        var servers = await StartAsync(2);
        await servers[0].BindAsync("orders");
        await ResolvesAsync(servers[1], "orders", "s1");

        var rebound = await servers[0].BindAsync("orders", replace: true, tags: "v2");
        await HoldsAsync(servers[1], servers[0], rebound.Stamp);
        Assert.Equal(["v2"], servers[1].Engine.Replica.Resolve("orders")[0].Tags);

        await servers[0].UnbindAsync("orders");
        await ResolvesAsync(servers[1], "orders");
    }

    [Fact]
    [Row("B14")]
    public async Task Bind_refuses_what_this_server_bound_and_rebind_replaces_it()
    {
        var servers = await StartAsync(1);
        await servers[0].BindAsync("a/b/c");

        var again = await servers[0].Engine.CommitAsync(new Bind(new Registration("a/b/c", "s1"), Replace: false), TestContext.Current.CancellationToken);

        Assert.Equal(Refusal.AlreadyBound, again.Refusal);
        await servers[0].BindAsync("a/b/c", replace: true);
    }

    [Fact]
    [Row("B14")]
    public async Task A_name_that_several_servers_bind_resolves_to_all_of_them()
    {
        var servers = await StartAsync(3);

        foreach (var server in servers)
        {
            await server.BindAsync("shop/orders");
        }

        foreach (var server in servers)
        {
            await ResolvesAsync(server, "shop/orders", "s1", "s2", "s3");
        }
    }

    [Fact]
    public async Task Changes_that_come_together_share_versions_and_none_is_lost()
    {
        var servers = await StartAsync(2);

        var tokens = await Task.WhenAll(Enumerable.Range(0, 200).Select(i => servers[0].BindAsync($"many/n{i}")));

        await HoldsAsync(servers[1], servers[0], tokens.Max(token => token.Stamp));
        Assert.All(Enumerable.Range(0, 200), i => Assert.Equal(["s1"], servers[1].Resolve($"many/n{i}")));
        Assert.True(tokens.Select(token => token.Stamp).Distinct().Count() < 200, "200 changes at once took 200 versions");
    }
}
