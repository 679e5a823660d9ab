using Microsoft.Extensions.DependencyInjection;
using OrleansNaming.EndToEnd.Tests.Api;

namespace OrleansNaming.EndToEnd.Tests.Client;

/// <summary>The tree as an application sees it: in a node's process, and over the API.</summary>
[Row("B14")]
public sealed class NamingContextTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Every_operation_works_in_process_and_over_the_api(bool overHttp)
    {
        await using var node = await ApiNode.StartAsync(new SoloEngine());
        await using var provider = Provider(node, overHttp);
        var root = (overHttp ? provider : node.Services).GetRequiredService<INamingContext>();
        await root.CreateContextAsync("shop", Stop);
        var shop = root.At("shop");
        await shop.BindAsync("'a/b'", Reference.Value("hello"), cancellationToken: Stop);
        await shop.BindAsync("logo", Reference.Value([0xFF, 0x00], "image/png"), cancellationToken: Stop);
        await shop.BindAsync("now", Reference.Link("./'a/b'"), cancellationToken: Stop);
        await shop.RebindAsync("'a/b'", Reference.Value("hello again"), cancellationToken: Stop);

        Assert.Equal("hello again", (await root.LookupAsync("shop/now", Stop)).Reference!.Text);
        Assert.Equal(Reference.Link("./'a/b'"), (await root.LookupLinkAsync("shop/now", Stop)).Reference);
        var page = await shop.ListAsync(cancellationToken: Stop);
        Assert.Equal(["shop/\"a/b\" Value", "shop/logo Value", "shop/now Link"], page.Entries.Select(entry => $"{entry.Name} {entry.Kind}"));
        Assert.Equal([0xFF, 0x00], page.Entries[1].Reference!.Content.ToArray());
        Assert.Equal("alpha", Assert.Single(page.Stamps).Server.Value);

        await root.RenameAsync("shop", "store", Stop);
        Assert.Equal(ReferenceKind.Context, (await root.LookupAsync("store", Stop)).Kind);
        await RefusedAsync(Refusal.NotEmpty, () => root.DestroyContextAsync("store", Stop));
        await RefusedAsync(Refusal.NotFound, () => root.LookupAsync("shop/logo", Stop));
        await RefusedAsync(Refusal.AlreadyBound, () => root.BindAsync("store/logo", Reference.Value("x"), cancellationToken: Stop));
        await RefusedAsync(Refusal.NotContext, () => root.ListAsync("store/logo", cancellationToken: Stop));
        await RefusedAsync(Refusal.Invalid, () => root.BindAsync("a//b", Reference.Value("x"), cancellationToken: Stop));
        await RefusedAsync(Refusal.Invalid, () => root.BindAsync("big", Reference.Value(new byte[8_193], "a/b"), cancellationToken: Stop));
        foreach (var name in (string[])["'a/b'", "logo", "now"])
        {
            await root.At("store").UnbindAsync(name, Stop);
        }

        await root.DestroyContextAsync("store", Stop);
        Assert.Empty((await root.ListAsync(cancellationToken: Stop)).Entries);
        Assert.Empty(await root.ConflictsAsync(cancellationToken: Stop));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_link_is_followed_by_a_resolve_of_services_and_a_loop_is_named(bool overHttp)
    {
        await using var node = await ApiNode.StartAsync(new SoloEngine());
        await using var provider = Provider(node, overHttp);
        var services = overHttp ? provider : node.Services;
        var (root, client) = (services.GetRequiredService<INamingContext>(), services.GetRequiredService<INamingClient>());
        await client.RegisterAsync(new Registration("shop/orders", "o-1"), Stop);
        await root.BindAsync("orders", Reference.Link("shop/orders"), cancellationToken: Stop);
        Assert.Equal("o-1", Assert.Single(await client.ResolveAsync("orders", cancellationToken: Stop)).InstanceId);
        await root.BindAsync("loop", Reference.Link("loop"), cancellationToken: Stop);
        var refused = await Assert.ThrowsAsync<NamingException>(() => client.ResolveAsync("loop", cancellationToken: Stop));
        Assert.Equal((Refusal.LinkLoop, true), (refused.Refusal, refused.Message.Contains("'loop' → 'loop'", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData(true, NamingScope.Object, "shop/eu")]
    [InlineData(false, NamingScope.Object, "shop/eu")]
    [InlineData(true, NamingScope.OneLevel, "shop/eu/motd")]
    [InlineData(false, NamingScope.OneLevel, "shop/eu/motd")]
    [InlineData(true, NamingScope.Subtree, "shop/eu", "shop/eu/motd", "shop/eu/x/deep")]
    [InlineData(false, NamingScope.Subtree, "shop/eu", "shop/eu/motd", "shop/eu/x/deep")]
    public async Task A_listener_hears_its_scope_and_nothing_else(bool overHttp, NamingScope scope, params string[] expected)
    {
        await using var node = await ApiNode.StartAsync(new SoloEngine());
        await using var provider = Provider(node, overHttp);
        var services = overHttp ? provider : node.Services;
        var (root, client) = (services.GetRequiredService<INamingContext>(), services.GetRequiredService<INamingClient>());
        foreach (var name in (string[])["shop", "shop/eu", "shop/eu/motd", "shop/eu/x/deep", "shop/euro", "other"])
        {
            await client.RegisterAsync(new Registration(name, "i"), Stop);
        }

        var heard = new List<string>();
        await foreach (var change in root.WatchAsync("shop/eu", scope, Stop))
        {
            heard.Add(change.Name);
            if (heard.Count == expected.Length)
            {
                break;
            }
        }

        Assert.Equal(expected, heard);
    }

    [Fact]
    public async Task A_listener_that_throws_ends_its_own_watch_and_nobody_elses()
    {
        await using var node = await ApiNode.StartAsync(new SoloEngine());
        var root = node.Services.GetRequiredService<INamingContext>();
        await root.BindAsync("motd", Reference.Value("one"), cancellationToken: Stop);
        await using var calm = root.WatchAsync(cancellationToken: Stop).GetAsyncEnumerator(Stop);
        Assert.True(await calm.MoveNextAsync());
        await Assert.ThrowsAsync<InvalidOperationException>(async () =>
        {
            await foreach (var change in root.WatchAsync(cancellationToken: Stop))
            {
                throw new InvalidOperationException(change.Name);
            }
        });

        await root.RebindAsync("motd", Reference.Value("two"), cancellationToken: Stop);
        Assert.True(await calm.MoveNextAsync());
        Assert.Equal((ChangeKind.Rebound, "two"), (calm.Current.Kind, calm.Current.Instance!.Reference!.Text));
    }

    [Fact]
    public async Task A_second_unique_guest_is_refused_and_one_that_stands_by_is_listed()
    {
        await using var node = await ApiNode.StartAsync(new SoloEngine());
        await using var provider = Provider(node, overHttp: true);
        var (root, client) = (provider.GetRequiredService<INamingContext>(), provider.GetRequiredService<INamingClient>());
        await client.RegisterAsync(new Registration("leader", "l-1") { Policy = BindingPolicy.FirstEpoch }, Stop);
        await RefusedAsync(Refusal.AlreadyBound, () => client.RegisterAsync(new Registration("leader", "l-2") { Policy = BindingPolicy.Unique }, Stop));
        await client.RegisterAsync(new Registration("leader", "l-2") { Policy = BindingPolicy.FirstEpoch }, Stop);

        Assert.Equal("l-1", Assert.Single(await client.ResolveAsync("leader", cancellationToken: Stop)).InstanceId);
        var conflict = Assert.Single(await root.ConflictsAsync(cancellationToken: Stop));
        Assert.Equal(("leader", BindingPolicy.FirstEpoch), (conflict.Name.ToString(), conflict.Policy));
        Assert.Equal([("l-1", 1ul, true), ("l-2", 2ul, false)], conflict.Bindings.Select(binding => (binding.Instance.InstanceId, binding.Epoch, binding.IsServed)));
        await client.DeregisterAsync("leader", "l-1", Stop);
        Assert.Equal("l-2", Assert.Single(await client.ResolveAsync("leader", cancellationToken: Stop)).InstanceId);
    }

    private static async Task RefusedAsync(Refusal refusal, Func<Task> act) => Assert.Equal(refusal, (await Assert.ThrowsAsync<NamingException>(act)).Refusal);

    private static ServiceProvider Provider(ApiNode node, bool overHttp)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddOrleansNaming(naming => naming.Cluster = "test").UseServers(options =>
        {
            options.Servers.Add(overHttp ? node.Url.ToString() : "http://127.0.0.1:1");
            options.KeepReplica = false;
        });
        return services.BuildServiceProvider();
    }
}
