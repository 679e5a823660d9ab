using OrleansNaming.Core.Tests.Replica;
using OrleansNaming.Resolution;

namespace OrleansNaming.Core.Tests.Resolution;

/// <summary>Three replicas behind one address, seen by one of them, by an outsider and by an operator.</summary>
public sealed class ScopeStageTests
{
    private const string Vip = "cluster http://192.0.2.100:80";

    private static readonly Asker A = Asker.Of(new ServerId("a"));

    [Fact, Row("M6")]
    public void A_member_gets_the_dedicated_endpoints_of_the_others_and_never_itself() =>
        Assert.Equal(["b dedicated http://10.0.0.2:8080", "c dedicated http://10.0.0.3:8080"], Seen(Three(), A));

    [Fact, Row("M6")]
    public void A_member_that_asks_for_itself_too_gets_itself() =>
        Assert.Equal(["a", "b", "c"], Seen(Three(), A, new ResolveOptions { IncludeSelf = true }).Select(line => line.Split(' ')[0]));

    [Fact, Row("M9")]
    public void An_outsider_gets_the_cluster_endpoint_whatever_it_asks_for()
    {
        foreach (var scope in Enum.GetValues<ResolveScope>())
        {
            Assert.Equal([$"a {Vip}", $"b {Vip}", $"c {Vip}"], Seen(Three(), null, new ResolveOptions { Scope = scope }));
        }
    }

    [Fact, Row("M9")]
    public void An_operator_may_ask_for_dedicated_endpoints_and_does_not_get_them_unasked()
    {
        Assert.Equal([$"a {Vip}", $"b {Vip}", $"c {Vip}"], Seen(Three(), Asker.Operator));
        Assert.Equal(3, Seen(Three(), Asker.Operator, new ResolveOptions { Scope = ResolveScope.Intracluster }).Count(line => line.Contains("dedicated", StringComparison.Ordinal)));
    }

    [Fact, Row("M9")]
    public void A_member_may_ask_as_an_outsider() =>
        Assert.Equal([$"a {Vip}", $"b {Vip}", $"c {Vip}"], Seen(Three(), A, new ResolveOptions { Scope = ResolveScope.External }));

    [Fact, Row("M9")]
    public void What_has_only_a_dedicated_endpoint_does_not_exist_for_outsiders()
    {
        var town = new Town();
        town.Put("a", Line("a", Own(1)));

        Assert.Empty(Seen(town, null));
        Assert.Equal(["a dedicated http://10.0.0.1:8080"], Seen(town, Asker.Of(new ServerId("b"))));
    }

    [Fact, Row("M6")]
    public void What_has_only_a_shared_endpoint_is_taken_by_a_member_unless_it_insists()
    {
        var town = new Town();
        town.Put("b", Line("b", Shared(), Own(2) with { Name = "admin" }));

        Assert.Equal([$"b {Vip} dedicated admin://10.0.0.2:8080"], Seen(town, A));
        Assert.Equal(["b dedicated admin://10.0.0.2:8080"], Seen(town, A, new ResolveOptions { Scope = ResolveScope.Intracluster }));
    }

    [Fact]
    public void What_states_no_scope_is_for_everyone_oneself_included()
    {
        var town = new Town();
        town.Put("a", Line("a", Own(1) with { Scope = EndpointScope.Any }));
        town.Put("b", Line("b", Own(2) with { Scope = EndpointScope.Any }));
        var live = town.Replica.Resolve("orders");

        Assert.Equal(2, Seen(town, null).Count());
        Assert.Equal(2, Seen(town, A).Count());
        Assert.Single(Seen(town, A, new ResolveOptions { Scope = ResolveScope.Intracluster }));
        Assert.Same(live.Identity, ResolutionPipeline.Narrow(live, null, null, A).Identity);
    }

    /// <summary>docs/decisions/0009: were the drain asked first, it would leave only oneself, and the scope then nobody.</summary>
    [Fact]
    public void A_draining_peer_is_better_than_oneself()
    {
        var town = new Town();
        town.Put("a", Line("a", Shared(), Own(1)));
        town.Put("b", Line("b", Shared(), Own(2)));
        town.Drain("b");

        Assert.Equal(["b dedicated http://10.0.0.2:8080"], Seen(town, A));
    }

    [Fact]
    public void The_stage_says_whom_it_removed()
    {
        var outcomes = new List<StageOutcome>();
        ResolutionPipeline.Narrow(Three().Replica.Resolve("orders"), null, outcomes, A);

        Assert.Equal(["scope", "drain"], outcomes.Select(outcome => outcome.Stage));
        Assert.Equal("a", Assert.Single(outcomes[0].Removed).InstanceId);
    }

    /// <summary>Who is not known to be more is an outsider: leaving the asker out must not open anything.</summary>
    [Fact, Row("M9")]
    public void A_replica_that_nobody_said_a_word_about_answers_as_to_an_outsider() =>
        Assert.All(Seen(Three(), new OrleansNaming.Replica.DirectoryReplica().Asker), line => Assert.EndsWith(Vip, line));

    private static Town Three()
    {
        var town = new Town();
        for (var i = 1; i <= 3; i++)
        {
            var name = $"{(char)('a' + i - 1)}";
            town.Put(name, Line(name, Shared(), Own(i)));
        }

        return town;
    }

    private static Instance Line(string id, params Endpoint[] endpoints) => new("orders", id, endpoints, null, null);

    private static Endpoint Shared() => new("http", "192.0.2.100", 80) { Scope = EndpointScope.Cluster };

    private static Endpoint Own(int host) => new("http", $"10.0.0.{host}", 8080) { Scope = EndpointScope.Dedicated };

    private static IEnumerable<string> Seen(Town town, Asker? asker, ResolveOptions? options = null) =>
        ResolutionPipeline.Narrow(town.Replica.Resolve("orders"), options, null, asker)
            .Select(instance => $"{instance.InstanceId} {string.Join(' ', instance.Endpoints.Select(Word))}");

    private static string Word(Endpoint endpoint) => $"{endpoint.Scope.ToString().ToLowerInvariant()} {endpoint.Name}://{endpoint}";
}
