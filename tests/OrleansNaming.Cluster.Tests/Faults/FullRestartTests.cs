using OrleansNaming.Contracts;
using OrleansNaming.Silo;

namespace OrleansNaming.Cluster.Tests.Faults;

/// <summary>All silos are gone, and others come up over the same storage. No client helps: all guests are back, as they were.</summary>
[On(Engine.Orleans)]
public sealed class FullRestartTests : SiloFaults
{
    [Fact]
    [Lesson(33)]
    public async Task After_a_kill_of_all_silos_the_same_ones_have_all_guests()
    {
        var servers = await FilledAsync();
        await KillAsync(servers);

        servers = await StartAsync("s1", "s2", "s3");

        await WholeAsync(servers);
        await ResolveAsync(servers, "own");
    }

    [Fact]
    public async Task After_a_kill_of_all_silos_others_with_other_names_have_all_guests()
    {
        var servers = await FilledAsync();
        await EndGuestAsync(servers[1], "jobs", "s1-0");
        History.Ended("jobs", "s1-0");
        await ResolveNotAsync(servers, "jobs", "s1-0");
        await KillAsync(servers);
        History.Ended("own", "s1");

        var others = await StartAsync("t1", "t2");

        await WholeAsync(others);
        await ListedAsync("t1", "t1", "t2");
        Assert.DoesNotContain("s1-0", others[0].Resolve("jobs"));
        Assert.Empty(others[0].Resolve("own"));
    }

    [Fact]
    public async Task After_a_graceful_stop_of_all_silos_others_with_other_names_have_all_guests()
    {
        var servers = await FilledAsync();
        foreach (var server in servers)
        {
            await Cluster.LeaveAsync(server);
        }

        var others = await StartAsync("t1", "t2");

        await WholeAsync(others);
        await ListedAsync("t1", "t1", "t2");
    }

    [Fact]
    public async Task The_later_write_of_a_guest_is_inherited_whichever_list_holds_it()
    {
        var servers = await StartAsync("s1", "s2");
        await GuestAsync(servers[0], "jobs", "moved", "first");
        await WholeAsync(servers);
        await Cluster.KillAsync(servers[0]); // its list still has the first write
        await GuestAsync(servers[1], "jobs", "moved", "second");
        await GuestAsync(servers[1], "jobs", "gone");
        await EndGuestAsync(servers[1], "jobs", "gone");
        History.Ended("jobs", "gone");
        await Cluster.KillAsync(servers[1]);

        var others = await StartAsync("t1", "t2");

        await Cluster.UntilAsync(
            () => others.All(server => server.Engine.Replica.Resolve("jobs") is { Count: 1 } set && set[0].Tags.SequenceEqual(["second"]) && set[0].Guest!.Revision == 2),
            "the second write resolves, with its revision");
    }

    [Fact]
    public async Task A_list_stays_listed_until_its_guests_are_durable_elsewhere()
    {
        var servers = await StartAsync("s1");
        await GuestAsync(servers[0], "jobs", "j1");
        await KillAsync(servers);
        var others = await StartAsync("t1");
        await ListedAsync("t1", "t1");
        await KillAsync(others);

        var isFull = true;
        var refused = new TaskCompletionSource();
        Cluster.Disk.BeforeWrite = key =>
        {
            if (!Volatile.Read(ref isFull) || !key.StartsWith("advertisement/", StringComparison.Ordinal) || !Cluster.Disk.Records.ContainsKey(key))
            {
                return Task.CompletedTask; // a life may begin
            }

            refused.TrySetResult();
            throw new IOException("no space left");
        };
        others = [await Cluster.StartAsync("u1")];
        await refused.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        Assert.Contains("t1", await ListedNowAsync("u1"));
        Volatile.Write(ref isFull, false);

        await WholeAsync(others);
        await ListedAsync("u1", "u1");
    }

    [Fact]
    public async Task A_damaged_list_is_left_alone_and_stays_listed()
    {
        var servers = await StartAsync("s1", "s2");
        await GuestAsync(servers[0], "jobs", "lost");
        await GuestAsync(servers[1], "jobs", "whole");
        await WholeAsync(servers);
        await KillAsync(servers);
        History.Ended("jobs", "lost");
        Cluster.Disk.Damage("s1");

        var others = await StartAsync("t1");

        await ListedAsync("t1", "s1", "t1"); // s2's went when its guest was taken, and both are looked at together
        Assert.Equal(["whole"], others[0].Resolve("jobs"));
    }

    [Fact]
    public async Task A_server_that_comes_back_after_its_guests_were_inherited_does_not_take_them_back()
    {
        var servers = await StartAsync("s1");
        await GuestAsync(servers[0], "jobs", "j1");
        await KillAsync(servers);
        var others = await StartAsync("t1");
        await WholeAsync(others);
        await ListedAsync("t1", "t1");
        await EndGuestAsync(others[0], "jobs", "j1");

        others.Add(await Cluster.StartAsync("s1"));

        await JoinedAsync(others);
        await ListedAsync("t1", "s1", "t1");
        await ResolveAsync(others[..1], "jobs");
    }

    /// <summary>Three silos, ten guests at each, one of them renewed elsewhere, and a service of a silo's own.</summary>
    private async Task<List<Server>> FilledAsync()
    {
        var servers = await StartAsync("s1", "s2", "s3");
        await servers[0].BindAsync("own");
        foreach (var server in servers)
        {
            await Task.WhenAll(Enumerable.Range(0, 10).Select(i => GuestAsync(server, "jobs", $"{server}-{i}")));
        }

        await WholeAsync(servers);
        return servers;
    }

    private Task ResolveNotAsync(IReadOnlyCollection<Server> servers, string name, string instance) =>
        Cluster.UntilAsync(() => servers.All(server => !server.Resolve(name).Contains(instance)), $"nobody resolves {name}/{instance}");

    private async Task ListedAsync(string at, params string[] servers) =>
        await Eventually.Holds(() => ListedNowAsync(at), listed => listed.Split(' ').SequenceEqual(servers), $"the index lists {string.Join(' ', servers)}", TimeSpan.FromSeconds(30));

    private async Task<string> ListedNowAsync(string at) => string.Join(' ', await OwnerIndex.AllAsync(Cluster.GrainsOf(at)));
}
