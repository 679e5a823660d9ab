using Orleans.TestingHost;

namespace OrleansNaming.Cluster.Tests.Assumptions;

/// <summary>What the notices between silos assume of a grain service.</summary>
[On(Engine.Orleans)]
public sealed class GrainServiceAssumptions(ThreeSilos three) : IClassFixture<ThreeSilos>
{
    private IReadOnlyList<InProcessSiloHandle> Silos => three.Silos;

    [Fact]
    [Lesson(32)]
    public async Task Each_silo_has_one_instance_and_a_call_reaches_the_silo_that_was_meant()
    {
        foreach (var from in Silos)
        {
            foreach (var to in Silos)
            {
                Assert.Equal($"{to.Name} 1", await ProbeCluster.EchoAt(from, to.SiloAddress).WhereAsync());
            }
        }
    }

    [Fact]
    public async Task Requests_to_one_instance_interleave()
    {
        var echo = ProbeCluster.EchoAt(Silos[0], Silos[1].SiloAddress);

        await Task.WhenAll(echo.MeetAsync(), echo.MeetAsync()).WaitAsync(ProbeCluster.Patience, TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_one_way_call_does_not_wait_for_its_end()
    {
        await ProbeCluster.EchoAt(Silos[0], Silos[1].SiloAddress).HoldAsync();

        await three.Cluster.Stage.Entered.Task.WaitAsync(ProbeCluster.Patience, TestContext.Current.CancellationToken);
        Assert.False(three.Cluster.Stage.Left.Task.IsCompleted);
        three.Cluster.Stage.Gate.TrySetResult();
        await three.Cluster.Stage.Left.Task.WaitAsync(ProbeCluster.Patience, TestContext.Current.CancellationToken);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1_200)]
    [InlineData(1 << 20)]
    public async Task Bytes_arrive_as_they_were_sent(int length)
    {
        var bytes = new byte[length];
        new Random(length).NextBytes(bytes);

        Assert.Equal(bytes, await ProbeCluster.EchoAt(Silos[0], Silos[2].SiloAddress).SameAsync(bytes));
    }

    [Fact]
    public async Task An_exception_of_the_callee_reaches_the_caller()
    {
        var thrown = await Assert.ThrowsAsync<InvalidOperationException>(() => ProbeCluster.EchoAt(Silos[0], Silos[1].SiloAddress).FailAsync("no such luck"));

        Assert.Contains("no such luck", thrown.Message);
    }
}
