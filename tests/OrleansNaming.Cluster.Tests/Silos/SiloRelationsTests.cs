using OrleansNaming.Contracts;
using OrleansNaming.Grains;
using OrleansNaming.Guests;
using OrleansNaming.Lan;
using OrleansNaming.Wire;
using OrleansNaming.Wire.Clients;

namespace OrleansNaming.Cluster.Tests.Silos;

/// <summary>Directed relationships where only silos have something to tell: the stored journal, the lists of those who are gone, and clients (row E36). They come from the option.</summary>
[On(Engine.Orleans)]
public sealed class SiloRelationsTests : EngineContract
{
    private static readonly ServerId Source = new("s1");
    private static readonly ServerId Target = new("s2");

    private SiloCluster Silos => (SiloCluster)Cluster;

    private protected override IEngineCluster NewCluster() =>
        new SiloCluster((_, silo) => silo.Configure<LanOptions>(options => options.Relations[Source.Value] = [Target.Value]));

    [Fact]
    [Row("E36")]
    public async Task The_grain_tells_a_list_to_who_may_hear_of_its_owner_from_the_process_and_from_storage()
    {
        var (source, _) = await StartAsync();
        await source.BindAsync("orders");
        await AnswersAsync(fromStorage: false);

        await Cluster.KillAsync(source);

        await AnswersAsync(fromStorage: true);
    }

    [Fact]
    [Row("E36")]
    public async Task A_client_sees_what_the_silo_that_it_asks_may_hear()
    {
        var (source, target) = await StartAsync();
        var outsider = await Cluster.StartAsync("s3");
        await JoinedAsync(target, outsider);
        await source.BindAsync("orders");
        await ResolvesAsync(target, "orders", "s1");

        Assert.Equal(["s1"], await AskedAsync("s2"));
        Assert.Empty(await AskedAsync("s3"));
    }

    [Fact]
    [Row("E36")]
    public async Task The_list_of_a_server_that_is_gone_is_left_to_those_who_may_hear_of_it()
    {
        var (source, target) = await StartAsync();
        await source.CommitAsync(new RegisterGuest(new Registration("jobs", "job-7") { Lease = TimeSpan.FromHours(1) }));
        await ResolvesAsync(target, "jobs", "job-7");
        await Cluster.KillAsync(target);
        await Cluster.KillAsync(source);

        // Alone, and the heir among all who live.
        var outsider = await Cluster.StartAsync(Enumerable.Range(3, 100).Select(i => $"s{i}").First(name => Estates.Heir(Source, [Target, new(name)], FullMesh.Instance)!.Value.Value == name));
        await Cluster.UntilAsync(() => outsider.Engine.Replica.IsComplete, "the outsider is complete");
        target = await Cluster.StartAsync(Target.Value);

        await HasTakenOverAsync(target);
        await HasTakenOverAsync(outsider);
    }

    private async Task<(Server Source, Server Target)> StartAsync()
    {
        var servers = await StartAsync(2);
        return (servers[0], servers[1]);
    }

    /// <summary>The guest resolves at its new holder, from whom everyone may hear.</summary>
    private Task HasTakenOverAsync(Server at) => Cluster.UntilAsync(
        () => at.Engine.Replica.Resolve("jobs") is { Count: 1 } set && set.Stamp.Server == Target, $"{at} resolves the guest, held by {Target}");

    private async Task AnswersAsync(bool fromStorage)
    {
        await Eventually.Holds(() => PullAsync("s2"), answer => answer == (ChangesOutcome.Snapshot, fromStorage), "the target is told", TimeSpan.FromSeconds(40));
        Assert.Equal((ChangesOutcome.Unknown, fromStorage), await PullAsync("s3"));
    }

    /// <summary>What the source's grain answers that asker; a stored list is told by no process, hence with no port.</summary>
    private async Task<(ChangesOutcome Outcome, bool FromStorage)> PullAsync(string asker)
    {
        var request = new Sealer(SiloCluster.Name, new ServerId(asker), new BootId(76), probePort: 0, pullPort: 0, Keyring.Empty)
            .Seal(new ChangesRequest(Source, default, default, PullMode.Auto));
        var answer = await Silos.GrainsOf("s2").GetGrain<IServerAdvertisementGrain>(Source.Value).ChangesAsync(request, [127, 0, 0, 1]);
        Assert.Equal(OpenResult.Opened, Opener.TryOpen(answer, SiloCluster.Name, Keyring.Empty, Limits.SnapshotBytes, out var envelope));
        return (Assert.IsType<ChangesReply>(envelope!.Message).Outcome, envelope.PullPort == 0);
    }

    private async Task<string[]> AskedAsync(string silo)
    {
        Assert.True(CallAnswerCodec.TryDecode(await Silos.GrainsOf(silo).GetGrain<INamingGrain>(0).ResolveAsync("orders"), out var answer));
        Assert.True(ResolvedCodec.TryDecode(answer.Body.Span, out var found));
        return [.. found.Select(instance => instance.InstanceId)];
    }
}
