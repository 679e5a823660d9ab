using Microsoft.Extensions.DependencyInjection;
using OrleansNaming.EndToEnd.Tests.Api;

namespace OrleansNaming.EndToEnd.Tests.Client;

/// <summary>Listeners of the tree in a node's process, and guests that compete for a name over the API.</summary>
[Row("B14")]
public sealed class NamingContextTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

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
        await using var provider = ApiNamingContextTests.ClientOf(node);
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
}
