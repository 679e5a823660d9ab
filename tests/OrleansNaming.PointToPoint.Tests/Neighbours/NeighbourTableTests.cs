using OrleansNaming.Core.Tests.Replica;
using OrleansNaming.PointToPoint.Neighbours;

namespace OrleansNaming.PointToPoint.Tests.Neighbours;

[Row("M1")]
public sealed class NeighbourTableTests : IDisposable
{
    private readonly HandMadeDirectory _directory = new();
    private readonly NeighbourTable _table;

    public NeighbourTableTests() => _table = new NeighbourTable(_directory, _directory);

    [Fact]
    public void A_line_says_which_dedicated_endpoint_stands_behind_which_shared_one()
    {
        _directory.Apply(town => town.Put("a", HandMadeDirectory.Shop("a", 1)));
        _directory.Apply(town => town.Put("b", HandMadeDirectory.Shop("b", 2), Town.Service("plain", "b")));

        Assert.Equal(["a shop 192.0.2.100:80 10.0.0.1:8080 Reachable", "b shop 192.0.2.100:80 10.0.0.2:8080 Reachable"], Lines());
        Assert.Equal(2, _table.Current.Behind("192.0.2.100", 80).Count);
        Assert.Empty(_table.Current.Behind("192.0.2.100", 81));
        Assert.Equal(2, _table.Current.Offering("shop").Count);
        Assert.Empty(_table.Current.Offering("plain"));
    }

    [Fact, Row("M8")]
    public void A_server_is_reachable_then_stale_then_gone_then_forgotten_and_each_step_is_a_version()
    {
        _directory.Apply(town => town.Put("a", HandMadeDirectory.Shop("a", 1)));
        var versions = new List<ulong> { _table.Current.Version };
        Step(town => town.Replica.Find(new ServerId("a"))!.IsStale = true, NeighbourState.Stale);
        Step(town => town.Hide("a"), NeighbourState.Gone);
        Step(town => town.Show("a"), NeighbourState.Stale);
        Step(town => town.Replica.Find(new ServerId("a"))!.IsStale = false, NeighbourState.Reachable);
        Step(town => town.Remove("a"), null);

        Assert.Equal(versions.Order().Distinct(), versions);

        void Step(Action<Town> change, NeighbourState? state)
        {
            _directory.Apply(change);
            Assert.Equal(state, _table.Current.All.Select(line => (NeighbourState?)line.State).SingleOrDefault());
            versions.Add(_table.Current.Version);
        }
    }

    [Fact]
    public void What_changes_no_line_is_no_version()
    {
        _directory.Apply(town => town.Put("a", HandMadeDirectory.Shop("a", 1)));
        var before = _table.Current;
        _directory.Apply(town => town.Put("a", Town.Service("plain", "a")));
        _directory.Apply(town => town.Put("b", Town.Service("plain", "b")));

        Assert.Same(before, _table.Current);
    }

    /// <summary>Silence is not signalled everywhere, so a look is taken each second anyhow.</summary>
    [Fact]
    public void What_nobody_signals_is_seen_within_a_second()
    {
        _directory.Apply(town => town.Put("a", HandMadeDirectory.Shop("a", 1)));
        Assert.Equal(NeighbourState.Reachable, Assert.Single(_table.Current.All).State);
        _directory.Replica.Find(new ServerId("a"))!.IsStale = true;
        _directory.Pass(TimeSpan.FromMilliseconds(900));
        Assert.Equal(NeighbourState.Reachable, Assert.Single(_table.Current.All).State);
        _directory.Pass(TimeSpan.FromMilliseconds(100));

        Assert.Equal(NeighbourState.Stale, Assert.Single(_table.Current.All).State);
    }

    [Fact]
    public void A_moved_replica_is_at_its_new_endpoint()
    {
        _directory.Apply(town => town.Put("a", HandMadeDirectory.Shop("a", 1)));
        _ = _table.Current;
        _directory.Apply(town => town.Put("a", HandMadeDirectory.Shop("a", 9)));

        Assert.Equal(["a shop 192.0.2.100:80 10.0.0.9:8080 Reachable"], Lines());
    }

    public void Dispose() => _table.Dispose();

    private IEnumerable<string> Lines() => _table.Current.All.Select(line => $"{line.Server} {line.Name} {line.Cluster} {line.Dedicated} {line.State}");
}
