using Microsoft.Extensions.DependencyInjection;

namespace OrleansNaming.Contracts;

/// <summary>The tree as an application sees it, by whatever way it reaches a server.</summary>
[Row("B14")]
public abstract class NamingContextContract : IAsyncLifetime
{
    private protected static CancellationToken Stop => TestContext.Current.CancellationToken;

    public virtual ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public abstract ValueTask DisposeAsync();

    [Fact]
    public async Task Every_operation_works()
    {
        var services = await StartAsync();
        var root = services.GetRequiredService<INamingContext>();
        var created = await root.CreateContextAsync("shop", Stop);
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
        Assert.Equal(created.Server, Assert.Single(page.Stamps).Server);

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

    [Fact]
    public async Task A_link_is_followed_by_a_resolve_of_services_and_a_loop_is_named()
    {
        var services = await StartAsync();
        var (root, client) = (services.GetRequiredService<INamingContext>(), services.GetRequiredService<INamingClient>());
        await client.RegisterAsync(new Registration("shop/orders", "o-1"), Stop);
        await root.BindAsync("orders", Reference.Link("shop/orders"), cancellationToken: Stop);
        Assert.Equal("o-1", Assert.Single(await client.ResolveAsync("orders", cancellationToken: Stop)).InstanceId);
        await root.BindAsync("loop", Reference.Link("loop"), cancellationToken: Stop);
        var refused = await Assert.ThrowsAsync<NamingException>(() => client.ResolveAsync("loop", cancellationToken: Stop));
        Assert.Equal((Refusal.LinkLoop, true), (refused.Refusal, refused.Message.Contains("'loop' → 'loop'", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData(NamingScope.Object, "shop/eu")]
    [InlineData(NamingScope.OneLevel, "shop/eu/motd")]
    [InlineData(NamingScope.Subtree, "shop/eu", "shop/eu/motd", "shop/eu/x/deep")]
    public async Task A_listener_hears_its_scope_and_nothing_else(NamingScope scope, params string[] expected)
    {
        var services = await StartAsync();
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

    /// <summary>An application of one server, whose directory is empty.</summary>
    private protected abstract Task<IServiceProvider> StartAsync();

    private protected static async Task RefusedAsync(Refusal refusal, Func<Task> act) => Assert.Equal(refusal, (await Assert.ThrowsAsync<NamingException>(act)).Refusal);
}
