using FsCheck;
using FsCheck.Fluent;
using static OrleansNaming.Core.Tests.Replica.Town;

namespace OrleansNaming.Core.Tests.Replica;

/// <summary>Several servers bind one name with a policy (design section 5, Q11, S9).</summary>
public sealed class ConflictTests
{
    private static readonly string[] Servers = ["a", "b", "c", "d"];

    /// <summary>One step of a history: an owner, what it does, with what policy and epoch.</summary>
    private static readonly Arbitrary<(int Owner, int Deed, int Policy, int Epoch)[]> Histories =
        Gen.Choose(0, 3).SelectMany(_ => Gen.Choose(0, 9), static (owner, deed) => (owner, deed))
            .SelectMany(_ => Gen.Choose(0, 2), static (step, policy) => (step.owner, step.deed, policy))
            .SelectMany(_ => Gen.Choose(1, 3), static (step, epoch) => (step.owner, step.deed, step.policy, epoch))
            .ListOf().Select(static steps => steps.Take(30).ToArray()).ToArbitrary();

    private readonly Town _town = new();

    [Fact]
    [Row("B14")]
    public void A_pool_serves_all_that_are_bound()
    {
        _town.Put("a", Service("orders", "a"));
        _town.Put("b", Service("orders", "b"));
        Assert.Equal("a/a:80 b/b:80", _town.Seen("orders"));
        Assert.Empty(_town.Replica.Conflicts(null, 10));
        Assert.True(_town.Replica.IsMerePool("orders"));
    }

    [Fact]
    [Row("B14")]
    public void The_lowest_epoch_is_served_and_then_the_lowest_server()
    {
        _town.Put("c", Bound("c", BindingPolicy.FirstEpoch, 1));
        _town.Put("a", Bound("a", BindingPolicy.FirstEpoch, 2));
        Assert.Equal("c/c:80", _town.Seen("orders"));
        _town.Put("b", Bound("b", BindingPolicy.FirstEpoch, 1));
        Assert.Equal("b/b:80", _town.Seen("orders"));
        Assert.Equal("Bound orders/c c@1, Conflicted orders/a a@1, Bound orders/b b@1, Conflicted orders/c c@1", _town.Told());
        Assert.Equal(["orders"], _town.Replica.Conflicts(null, 10).Select(found => found.Name));
        Assert.Empty(_town.Replica.Conflicts("orders", 10));
    }

    [Fact]
    [Row("B14")]
    public void Who_stands_by_is_served_once_the_winner_is_gone_or_hidden()
    {
        _town.Put("a", Bound("a", BindingPolicy.Unique, 1));
        _town.Put("b", Bound("b", BindingPolicy.Unique, 1));
        _town.Told();
        _town.Hide("a");
        Assert.Equal("b/b:80", _town.Seen("orders"));
        Assert.Equal("Hidden orders/a a@1, Bound orders/b b@1", _town.Told());
        _town.Show("a");
        Assert.Equal("Bound orders/a a@1, Conflicted orders/b b@1", _town.Told());
        _town.Drop("a", new EntryKey("orders", "a"));
        Assert.Equal("Unbound orders/a a@2, Bound orders/b b@1", _town.Told());
        Assert.Empty(_town.Replica.Conflicts(null, 10));
    }

    [Fact]
    [Row("B14")]
    public void The_stricter_policy_wins_a_disagreement_and_a_pool_is_back_when_it_is_gone()
    {
        _town.Put("a", Service("orders", "a"));
        _town.Put("b", Service("orders", "b"));
        _town.Put("c", Bound("c", BindingPolicy.FirstEpoch, 1));
        Assert.Equal("a/a:80", _town.Seen("orders"));
        _town.Drop("c", new EntryKey("orders", "c"));
        Assert.Equal("a/a:80 b/b:80", _town.Seen("orders"));
    }

    [Fact]
    [Row("B14")]
    public void An_epoch_is_above_all_that_were_seen_dead_ones_too()
    {
        Assert.Equal(0ul, _town.Replica.NextEpoch("orders", BindingPolicy.Pool));
        Assert.Equal(1ul, _town.Replica.NextEpoch("orders", BindingPolicy.Unique));
        _town.Put("a", Bound("a", BindingPolicy.Unique, 7));
        _town.Drop("a", new EntryKey("orders", "a"));
        Assert.Equal(8ul, _town.Replica.NextEpoch("orders", BindingPolicy.Unique));
        Assert.Equal(8ul, _town.Replica.NextEpoch("orders", BindingPolicy.Pool));
        Assert.False(_town.Replica.IsMerePool("orders"));
    }

    [Fact]
    [Row("B14")]
    public void A_handle_of_a_name_with_a_policy_has_the_judged_set()
    {
        var handle = _town.Replica.GetHandle("orders");
        _town.Put("b", Bound("b", BindingPolicy.Unique, 1));
        _town.Put("a", Bound("a", BindingPolicy.Unique, 1));
        Assert.Equal("a", Assert.Single(handle.Current).InstanceId);
    }

    [Fact]
    [Row("B14")]
    public void Every_node_has_the_same_winner_in_all_orders_of_arrival() => Prop.ForAll(Histories, Gen.Choose(0, int.MaxValue).ToArbitrary(), static (steps, seed) =>
    {
        var (first, second) = (new Town(), new Town());
        var (heard, heardToo) = (new PlainServed(), new PlainServed());
        Play(first, heard, steps);
        Play(second, heardToo, Shuffled(steps, new Random(seed)));
        var expected = Expected(first);
        Assert.Equal(expected, first.Seen("orders"));
        Assert.Equal(expected, second.Seen("orders"));
        Assert.Equal(expected, heard.Seen);
        Assert.Equal(expected, heardToo.Seen);
        Assert.Equal(first.Replica.Conflicts(null, 10).Count, first.Replica.StateOf("orders").Live.Length > expected.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length ? 1 : 0);
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(Effort.Cases(10_000)).WithQuietOnSuccess(true));

    private static Instance Bound(string id, BindingPolicy policy, ulong epoch) =>
        new("orders", id, [new Endpoint("http", "10.0.0.1", 80)], null, null, new BindingTerms(policy, epoch, null));

    private static void Play(Town town, PlainServed heard, IEnumerable<(int Owner, int Deed, int Policy, int Epoch)> steps)
    {
        foreach (var (owner, deed, policy, epoch) in steps)
        {
            var server = Servers[owner];
            switch (deed)
            {
                case 0:
                    town.Hide(server);
                    break;
                case 1:
                    town.Show(server);
                    break;
                case 2 or 3:
                    town.Drop(server, new EntryKey("orders", server));
                    break;
                default:
                    town.Put(server, policy == 0 ? Service("orders", server) : Bound(server, (BindingPolicy)policy, (ulong)epoch));
                    break;
            }

            town.Changes.ForEach(heard.Hear);
            town.Changes.Clear();
        }
    }

    /// <summary>Another order of arrival: each owner's own steps stay in order.</summary>
    private static IEnumerable<(int Owner, int Deed, int Policy, int Epoch)> Shuffled((int Owner, int Deed, int Policy, int Epoch)[] steps, Random random)
    {
        var queues = steps.GroupBy(step => step.Owner).Select(own => new Queue<(int, int, int, int)>(own)).ToList();
        while (queues.Count > 0)
        {
            var queue = queues[random.Next(queues.Count)];
            yield return queue.Dequeue();
            queues.RemoveAll(empty => empty.Count == 0);
        }
    }

    /// <summary>The rule in plain words, from the owners' lists.</summary>
    private static string Expected(Town town)
    {
        var live = town.Replica.Owners.Where(owner => owner.IsShown && owner.Advertisement is not null)
            .SelectMany(owner => owner.Advertisement!.Entries.All.OfType<Instance>(), (owner, line) => (Server: owner.Server.Value, Line: line)).ToList();
        var ordered = live.OrderBy(one => one.Line.Terms?.Epoch ?? 0).ThenBy(one => one.Server, StringComparer.Ordinal).ToList();
        var served = live.TrueForAll(one => one.Line.Policy == BindingPolicy.Pool) ? live : ordered[..1];
        return string.Join(' ', served.Select(one => $"{one.Server}/{one.Line.InstanceId}:80"));
    }
}
