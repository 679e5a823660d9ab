using OrleansNaming.Node;

namespace OrleansNaming.Core.Tests.Identity;

/// <summary>Rule 2: a process whose name a later one has writes nothing any more.</summary>
public sealed class YieldTests
{
    private readonly NamingNode _node = new(new NodeOptions { Cluster = "test", Server = new ServerId("alpha"), Boot = new BootId(1), ProbePort = 7610, PullPort = 7601, StoreIsWrittenWhole = true });
    private TimeSpan _now;

    [Fact]
    public void A_write_that_a_later_life_refuses_is_not_tried_again()
    {
        Step(new Started(default));
        while (_node.Phase == NodePhase.Asking)
        {
            Tick();
        }

        var write = Assert.IsType<Persist>(Assert.Single(Step(new ChangeRequested(1, new Bind(new Registration("orders", "alpha"), Replace: false))), output => output is Persist));
        Step(new StoreTaken(new Epoch(ulong.MaxValue / 4, new BootId(2))));
        Assert.Equal(NodePhase.Superseded, _node.Phase);
        Step(new PersistFailed(write.Id, "another process of this server has its storage"));

        for (var second = 0; second < 60; second++)
        {
            _now += TimeSpan.FromSeconds(1);
            Assert.DoesNotContain(Step(Ticked.Instance), output => output is Persist);
        }
    }

    private void Tick()
    {
        _now = _node.DueAt > _now ? _node.DueAt : _now;
        foreach (var write in Step(Ticked.Instance).OfType<Persist>())
        {
            Step(new Persisted(write.Id));
        }
    }

    private List<Output> Step(Input input)
    {
        var outputs = new List<Output>();
        _node.Step(input, new Instant(_now, 1_790_000_000_000), outputs);
        return outputs;
    }
}
