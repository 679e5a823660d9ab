namespace OrleansNaming.Cluster.Tests.Assumptions;

/// <summary>What the engine assumes of Orleans' membership, and of calls to silos that come and go.</summary>
[On(Engine.Orleans)]
public sealed class MembershipAssumptions : IAsyncLifetime
{
    private readonly ProbeCluster _cluster = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _cluster.DisposeAsync();

    [Fact]
    public async Task A_silo_carries_the_name_that_it_was_given()
    {
        var silo = await _cluster.StartAsync("Orders_1");

        Assert.Equal("Orders_1", ProbeCluster.MembershipOf(silo).CurrentSnapshot.Members[silo.SiloAddress].Name);
    }

    [Fact]
    public async Task A_snapshot_is_the_same_object_until_the_membership_changes_and_versions_rise()
    {
        var silo = await _cluster.StartAsync("a");
        var membership = ProbeCluster.MembershipOf(silo);
        var before = await ProbeCluster.SeesAsync(silo, snapshot => snapshot.GetSiloStatus(silo.SiloAddress) == SiloStatus.Active);

        Assert.Same(membership.CurrentSnapshot, membership.CurrentSnapshot);
        var second = await _cluster.StartAsync("b");
        var after = await ProbeCluster.SeesAsync(silo, snapshot => snapshot.GetSiloStatus(second.SiloAddress) == SiloStatus.Active);

        Assert.NotSame(before, after);
        Assert.True(after.Version > before.Version);
    }

    [Fact]
    public async Task The_updates_begin_with_the_present_state()
    {
        var silo = await _cluster.StartAsync("a");

        var first = await ProbeCluster.SeesAsync(silo, _ => true);

        Assert.Contains(silo.SiloAddress, first.Members.Keys);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_updates_tell_of_a_death(bool gracefully)
    {
        var stays = await _cluster.StartAsync("a");
        var goes = await _cluster.StartAsync("b");
        var address = goes.SiloAddress;
        await ProbeCluster.SeesAsync(stays, snapshot => snapshot.GetSiloStatus(address) == SiloStatus.Active);

        await _cluster.StopAsync(goes, gracefully);

        await ProbeCluster.SeesAsync(stays, snapshot => snapshot.GetSiloStatus(address) == SiloStatus.Dead);
    }

    [Fact]
    public async Task A_silo_that_starts_again_by_its_name_has_a_higher_generation_and_its_old_row_stays()
    {
        var stays = await _cluster.StartAsync("a");
        var former = await _cluster.StartAsync("b");
        var old = former.SiloAddress;
        await _cluster.StopAsync(former, gracefully: false);
        await ProbeCluster.SeesAsync(stays, snapshot => snapshot.GetSiloStatus(old) == SiloStatus.Dead);

        var again = await _cluster.StartAsync("b");

        Assert.True(again.SiloAddress.Generation >= old.Generation);
        Assert.NotEqual(old, again.SiloAddress);
        var seen = await ProbeCluster.SeesAsync(stays, snapshot => snapshot.GetSiloStatus(again.SiloAddress) == SiloStatus.Active);
        Assert.Equal(SiloStatus.Dead, seen.GetSiloStatus(old));
    }

    [Fact]
    public async Task Two_live_silos_may_carry_one_name()
    {
        var one = await _cluster.StartAsync("a");
        var other = await _cluster.StartAsync("a");

        await ProbeCluster.SeesAsync(one, snapshot => snapshot.Members.Values.Count(member => member is { Name: "a", Status: SiloStatus.Active }) == 2);
        Assert.NotEqual(one.SiloAddress, other.SiloAddress);
    }

    [Fact]
    public async Task A_silo_is_active_for_others_only_when_it_has_become_so_itself()
    {
        await _cluster.StartAsync("a");
        await _cluster.StartAsync("b");

        var (ownBefore, othersBefore) = _cluster.Stage.Views[("b", "before")];
        Assert.NotEqual(SiloStatus.Active, ownBefore);
        Assert.NotEqual(SiloStatus.Active, othersBefore);
        Assert.Equal(SiloStatus.Active, _cluster.Stage.Views[("b", "after")].Own);
    }

    [Fact]
    public async Task A_silo_that_another_sees_active_takes_calls_of_its_service()
    {
        var one = await _cluster.StartAsync("a");
        var other = await _cluster.StartAsync("b");
        await ProbeCluster.SeesAsync(one, snapshot => snapshot.GetSiloStatus(other.SiloAddress) == SiloStatus.Active);

        Assert.Equal("b 1", await ProbeCluster.EchoAt(one, other.SiloAddress).WhereAsync());
    }

    [Fact]
    public async Task A_call_to_a_dead_silo_fails_and_a_one_way_call_does_not()
    {
        var stays = await _cluster.StartAsync("a");
        var goes = await _cluster.StartAsync("b");
        var address = goes.SiloAddress;
        await _cluster.StopAsync(goes, gracefully: false);
        await ProbeCluster.SeesAsync(stays, snapshot => snapshot.GetSiloStatus(address) == SiloStatus.Dead);

        await Assert.ThrowsAnyAsync<OrleansException>(() => ProbeCluster.EchoAt(stays, address).WhereAsync().WaitAsync(ProbeCluster.Patience, TestContext.Current.CancellationToken));
        await ProbeCluster.EchoAt(stays, address).HoldAsync();
    }

    [Fact]
    public async Task A_call_under_way_fails_when_its_silo_is_declared_dead()
    {
        var stays = await _cluster.StartAsync("a");
        var goes = await _cluster.StartAsync("b");
        var address = goes.SiloAddress;
        var waits = ProbeCluster.EchoAt(stays, address).MeetAsync(); // nobody comes to meet it

        await _cluster.StopAsync(goes, gracefully: false);

        await Assert.ThrowsAnyAsync<Exception>(() => waits.WaitAsync(ProbeCluster.Patience, TestContext.Current.CancellationToken));
        Assert.True(waits.IsFaulted);
    }
}
