using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Orleans.TestingHost;
using OrleansNaming.Cluster.Tests.Assumptions;
using OrleansNaming.Cluster.Tests.Storage;
using OrleansNaming.Tracks.Grains;
using OrleansNaming.Tracks.Ownership;

namespace OrleansNaming.Cluster.Tests.WorkTracks;

/// <summary>The storage of a group's owners misbehaves, or the grain lives twice: a track has one owner, and an owner is never told that it has what another one got.</summary>
[On(Engine.Orleans)]
public sealed class GrainOwnershipFaultTests : IAsyncLifetime
{
    private static readonly Holder Ann = new(new ServerId("ann"), new BootId(1));
    private static readonly Holder Bob = new(new ServerId("bob"), new BootId(2));

    private readonly ProbeCluster _cluster = new();
    private GrainOwnershipStore? _owners;

    private static CancellationToken Ends => TestContext.Current.CancellationToken;

    private GrainOwnershipStore Owners => _owners ?? throw new InvalidOperationException("not started");

    private Disk Disk => _cluster.Disk;

    public async ValueTask InitializeAsync() => _owners = StoreOf(await _cluster.StartAsync("a"));

    public ValueTask DisposeAsync() => _cluster.DisposeAsync();

    [Fact]
    public async Task A_take_that_was_stored_and_lost_its_reply_is_seen_by_whoever_reads_again()
    {
        Disk.AfterWrite = static _ => throw new TimeoutException("the reply is lost");
        await Assert.ThrowsAnyAsync<Exception>(() => Owners.TakeAsync("jobs", 0, Ann, Ends));
        Disk.AfterWrite = null;

        await ReadsAsync(new OwnershipRow("jobs", 1, Ann, 0));
        Assert.Null(await Owners.TakeAsync("jobs", 0, Bob, Ends));
        Assert.Equal(2UL, (await Owners.TakeAsync("jobs", 1, Bob, Ends))?.Epoch);
    }

    [Fact]
    public async Task What_storage_refuses_is_not_given()
    {
        var token = await TakenAsync(Owners, Ann, 0);
        Disk.BeforeWrite = static _ => throw new IOException("no space left");
        await Assert.ThrowsAnyAsync<Exception>(() => Owners.TakeAsync("jobs", 1, Bob, Ends));
        await Assert.ThrowsAnyAsync<Exception>(() => Owners.ReleaseAsync(token, Ends));
        await Assert.ThrowsAnyAsync<Exception>(() => Owners.BeatAsync([token], Ends));
        Disk.BeforeWrite = null;

        await ReadsAsync(new OwnershipRow("jobs", 1, Ann, 0));
        Assert.Empty(await Owners.BeatAsync([token], Ends));
    }

    [Fact]
    [Row("E19")]
    public async Task Of_two_activations_one_commits_and_the_other_renews_nothing_that_was_given_away()
    {
        var former = await TakenAsync(Owners, Ann, 0);
        await using var apart = new ProbeCluster(Disk);
        var other = StoreOf(await apart.StartAsync("apart"));
        var present = await TakenAsync(other, Bob, 1);

        await Assert.ThrowsAnyAsync<Exception>(() => Owners.BeatAsync([former], Ends)); // the ETag: nobody knows yet

        await ReadsAsync(new OwnershipRow("jobs", 2, Bob, 0));
        Assert.Equal([former], await Owners.BeatAsync([former], Ends));
        Assert.Empty(await other.BeatAsync([present], Ends));
    }

    [Fact]
    public async Task A_record_that_cannot_be_read_is_left_as_it_is()
    {
        await TakenAsync(Owners, Ann, 0);
        var (key, record) = Assert.Single(Disk.Records);
        var damaged = record with { Bytes = BinaryData.FromString(Regex.Replace(record.Bytes.ToString(), "(?<=\"Rows\":.*\"\\$value\":\")....", "////")) };
        Assert.NotEqual(record.Bytes.ToString(), damaged.Bytes.ToString());
        Disk.Records[key] = damaged;
        await using var apart = new ProbeCluster(Disk);
        var other = StoreOf(await apart.StartAsync("apart"));

        var refused = await Assert.ThrowsAnyAsync<Exception>(() => other.TakeAsync("jobs", 0, Bob, Ends));

        Assert.Contains("cannot be read", refused.ToString(), StringComparison.Ordinal);
        Assert.Same(damaged, Disk.Records[key]);
    }

    private static GrainOwnershipStore StoreOf(InProcessSiloHandle silo) => new(silo.ServiceProvider.GetRequiredService<IGrainFactory>(), "orders");

    private static async Task<TrackToken> TakenAsync(GrainOwnershipStore owners, Holder holder, ulong seen) =>
        await owners.TakeAsync("jobs", seen, holder, Ends) ?? throw new InvalidOperationException("not taken");

    /// <summary>The activation that failed ends, and the next one reads what is stored.</summary>
    private Task<string> ReadsAsync(OwnershipRow row) =>
        Eventually.Holds(async () => string.Join(' ', await Owners.ReadAsync(Ends)), rows => rows == row.ToString(), "what is stored is read", ProbeCluster.Patience);
}
