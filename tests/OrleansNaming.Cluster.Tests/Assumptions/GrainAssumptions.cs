using Orleans.Storage;
using Orleans.TestingHost;

namespace OrleansNaming.Cluster.Tests.Assumptions;

/// <summary>What the owners' grains assume of turns, storage and activations.</summary>
[On(Engine.Orleans)]
public sealed class GrainAssumptions(ThreeSilos three) : IClassFixture<ThreeSilos>, IDisposable
{
    private readonly string _key = Guid.NewGuid().ToString("n");

    private InProcessSiloHandle Silo => three.Silos[0];

    private IProbeGrain Grain => ProbeCluster.Grain<IProbeGrain>(Silo, _key);

    public void Dispose() => (three.Cluster.Disk.BeforeWrite, three.Cluster.Disk.AfterWrite) = (null, null);

    [Fact]
    public async Task All_silos_reach_one_activation()
    {
        var activations = await Task.WhenAll(Enumerable.Range(0, 30).Select(i => ProbeCluster.Grain<IProbeGrain>(three.Silos[i % 3], _key).ActivationAsync().AsTask()));

        Assert.Single(activations.Distinct());
    }

    [Fact]
    public async Task A_read_that_always_interleaves_runs_during_a_write_and_sees_what_is_committed()
    {
        await Grain.SetAsync(1);
        var (waits, goes) = (new TaskCompletionSource(), new TaskCompletionSource());
        three.Cluster.Disk.BeforeWrite = key => Held(key, waits, goes);
        var write = Grain.SetAsync(2).AsTask();
        await waits.Task.WaitAsync(ProbeCluster.Patience, TestContext.Current.CancellationToken);

        Assert.Equal(1, await Grain.CommittedAsync());
        Assert.False(write.IsCompleted);
        goes.SetResult();
        await write;
        Assert.Equal(2, await Grain.CommittedAsync());
    }

    [Fact]
    public async Task A_second_write_waits_for_the_first()
    {
        await Grain.SetAsync(1);
        var (waits, goes, writes) = (new TaskCompletionSource(), new TaskCompletionSource(), 0);
        three.Cluster.Disk.BeforeWrite = key => key.EndsWith(_key, StringComparison.Ordinal) && Interlocked.Increment(ref writes) > 0 ? Held(key, waits, goes) : Task.CompletedTask;
        var first = Grain.SetAsync(2).AsTask();
        await waits.Task.WaitAsync(ProbeCluster.Patience, TestContext.Current.CancellationToken);
        var second = Grain.SetAsync(3).AsTask();
        await Grain.CommittedAsync(); // sent after the second write, so that one has arrived

        Assert.Equal(1, writes);
        goes.SetResult();
        await Task.WhenAll(first, second);
        Assert.Equal(3, await Grain.CommittedAsync());
    }

    [Fact]
    public async Task A_lost_ETag_throws_InconsistentStateException_and_ends_the_activation()
    {
        var before = await Grain.SetAsync(1);
        ReplaceETag();

        await Assert.ThrowsAnyAsync<InconsistentStateException>(() => Grain.SetAsync(2).AsTask());

        await Eventually.Holds(() => Grain.ActivationAsync().AsTask(), now => now != before, "another activation answers", ProbeCluster.Patience);
        Assert.Equal(1, await Grain.LoadedAsync());
    }

    [Fact]
    public async Task A_write_that_failed_otherwise_leaves_the_activation_with_what_it_wanted_to_write()
    {
        var before = await Grain.SetAsync(1);
        three.Cluster.Disk.BeforeWrite = key => key.EndsWith(_key, StringComparison.Ordinal) ? throw new IOException("no space left") : Task.CompletedTask;

        await Assert.ThrowsAnyAsync<Exception>(() => Grain.SetAsync(2).AsTask());

        three.Cluster.Disk.BeforeWrite = null;
        Assert.Equal(before, await Grain.ActivationAsync()); // so our grain ends it itself
        Assert.Equal(1, await Grain.CommittedAsync());
    }

    [Fact]
    public async Task A_write_that_lost_its_reply_is_stored_and_found_by_the_next_activation()
    {
        var before = await Grain.SetAsync(1);
        three.Cluster.Disk.AfterWrite = key => key.EndsWith(_key, StringComparison.Ordinal) ? throw new TimeoutException("the reply is lost") : Task.CompletedTask;
        await Assert.ThrowsAnyAsync<Exception>(() => Grain.SetAsync(2).AsTask());
        three.Cluster.Disk.AfterWrite = null;

        await Grain.EndAsync();

        await Eventually.Holds(() => Grain.ActivationAsync().AsTask(), now => now != before, "another activation answers", ProbeCluster.Patience);
        Assert.Equal(2, await Grain.LoadedAsync());
    }

    [Fact]
    public async Task A_new_activation_has_its_state_before_its_first_call()
    {
        var before = await Grain.SetAsync(7);

        await Grain.EndAsync();

        await Eventually.Holds(() => Grain.ActivationAsync().AsTask(), now => now != before, "another activation answers", ProbeCluster.Patience);
        Assert.Equal(7, await Grain.LoadedAsync());
    }

    private Task Held(string key, TaskCompletionSource waits, TaskCompletionSource goes)
    {
        if (!key.EndsWith(_key, StringComparison.Ordinal))
        {
            return Task.CompletedTask;
        }

        waits.TrySetResult();
        return goes.Task;
    }

    private void ReplaceETag()
    {
        var (key, record) = three.Cluster.Disk.Records.Single(record => record.Key.EndsWith(_key, StringComparison.Ordinal));
        three.Cluster.Disk.Records[key] = record with { ETag = "another activation's" };
    }
}
