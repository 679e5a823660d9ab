using OrleansNaming.EndToEnd.Tests.Processes;

namespace OrleansNaming.EndToEnd.Tests.Importing;

/// <summary>What a bridge does with what other registries answer, also when they should not.</summary>
[On(Engine.Lan)]
public sealed class ForeignRegistryTests : IAsyncLifetime
{
    private const string List = "/v1/catalog/services";
    private const string Web = "/v1/health/service/web";

    private readonly Desk _desk = new();
    private ServerProcess _here = null!;
    private StandInRegistry _there = null!;

    public async ValueTask InitializeAsync()
    {
        _here = await _desk.ServeAsync("here");
        _there = await StandInRegistry.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _desk.DisposeAsync();
        await _there.DisposeAsync();
    }

    [Fact]
    public async Task Consuls_token_is_shown_to_Consul_and_not_to_Eureka()
    {
        _desk.Environment["CONSUL_HTTP_TOKEN"] = "consuls";
        _there.Say("/apps", new Scripted("""{"applications":{"application":[]}}"""));
        (await _desk.NamingAsync("import", "eureka", "--from", _there.Url, "--once", "-s", _here.Api)).Exits(0);
        Assert.NotEmpty(_there.Asked);
        Assert.Empty(_there.Tokens);

        _there.Say(List, new Scripted("{}", 100));
        (await _desk.NamingAsync("import", "consul", "--from", _there.Url, "--once", "-s", _here.Api)).Exits(0);
        Assert.Equal(["consuls"], _there.Tokens.Distinct());
        Assert.Contains("--token", (await _desk.NamingAsync("import", "eureka", "--from", _there.Url, "--token", "consuls", "--once", "-s", _here.Api)).Exits(2).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Consuls_answers_are_mirrored_and_no_trouble_takes_anything_away()
    {
        _there.Say(List, new Scripted("""{"consul":[],"web":["v1"]}""", 100));
        _there.Say(Web, new Scripted($"[{ForeignAnswers.Consul("n1", "web-1", "", 8_080)},{ForeignAnswers.Consul("n2", "web-1", "10.1.10.13", 8_080, "critical")}]", 100));
        var bridge = Start("consul", _there.Url);
        await bridge.LineAsync(line => line.StartsWith("added", StringComparison.Ordinal) && line.EndsWith(" 10.1.10.12:8080", StringComparison.Ordinal), "the node's address stands in");
        await bridge.LineAsync(line => line.StartsWith("added", StringComparison.Ordinal) && line.EndsWith(" 10.1.10.13:8080", StringComparison.Ordinal), "its own address");

        var troubles = 0;
        foreach (var (answer, told) in new[]
        {
            (new Scripted("", 101, 500), "answers 500"),
            (new Scripted("", 102, 404), "answers 404"),
            (new Scripted("<html>", 103), "answers with something that is no JSON"),
            (new Scripted("""{"Service":7}""", 104), "what is said of 'web' is no list"),
            (new Scripted($"[\"{new string('x', 17 << 20)}\"]", 105), "answers with more than 16777216 bytes"),
        })
        {
            _there.Say(Web, answer);
            await bridge.LineAsync(line => line.StartsWith("trouble", StringComparison.Ordinal) && line.Contains(told, StringComparison.Ordinal), told);
            troubles++;
        }

        Assert.Equal(5, troubles);
        Assert.DoesNotContain("removed", bridge.Said, StringComparison.Ordinal);
        Assert.Contains("10.1.10.12", (await _desk.NamingAsync("resolve", "web", "-s", _here.Api)).Exits(0).Output, StringComparison.Ordinal);

        // The server began anew: its index is a lower one, and counts.
        _there.Say(Web, new Scripted($"[{ForeignAnswers.Consul("n1", "web-1", "10.1.10.99", 8_080)}]", 3));
        await bridge.LineAsync(line => line.StartsWith("changed", StringComparison.Ordinal) && line.Contains("10.1.10.12:8080 is 10.1.10.99:8080", StringComparison.Ordinal), "what it says now counts");
        await bridge.LineAsync(line => line.StartsWith("removed", StringComparison.Ordinal) && line.Contains("10.1.10.13", StringComparison.Ordinal), "the other is gone by its word");
        await bridge.LineAsync(line => line.StartsWith("again", StringComparison.Ordinal), "all is well again");
        await Eventually.Holds(() => Task.FromResult(_there.Asked), asked => asked.Contains($"{Web}?index=3&wait=20s"), "the new index is waited for");
        var since = _there.Asked.ToList();
        Assert.Equal(Web, since[since.IndexOf($"{Web}?index=3&wait=20s") - 1]); // Without an index, once it went back.
    }

    [Fact]
    public async Task A_registry_that_answers_at_once_is_not_driven_round()
    {
        _there.Say(List, new Scripted("""{"web":[]}"""));
        _there.Say(Web, new Scripted($"[{ForeignAnswers.Consul("n1", "web-1", "10.1.10.12", 8_080)}]"));
        var bridge = Start("consul", _there.Url);
        await bridge.LineAsync(line => line.StartsWith("added", StringComparison.Ordinal), "it is added");
        var (count, start) = (_there.Asked.Count, TimeProvider.System.GetTimestamp());
        await Eventually.Holds(() => Task.FromResult(_there.Asked.Count), asked => asked >= count + 6, "it is asked again", TimeSpan.FromSeconds(30));
        Assert.True(TimeProvider.System.GetElapsedTime(start) > TimeSpan.FromSeconds(1.5), "two questions in turn, each once in a second");
    }

    [Fact]
    public async Task What_cannot_stand_here_is_said_with_its_reason()
    {
        _there.Say(List, new Scripted("""{"Web":[],"web proxy":[]}""", 1));
        _there.Say("/v1/health/service/Web", new Scripted("[" + ForeignAnswers.Consul("n1", "web-1", "", 0) + """,{"Node":{}},{"Service":{"Port":"x"}},7]""", 1));
        _there.Say("/v1/health/service/web proxy", new Scripted($"[{ForeignAnswers.Consul("n1", "p", "10.0.0.1", 1).Replace("\"Service\":\"web\"", "\"Service\":\"web proxy\"", StringComparison.Ordinal)}]", 1));
        var told = (await _desk.NamingAsync("import", "consul", "--from", _there.Url, "--once", "--dry-run", "-s", _here.Api)).Exits(0).Output;
        Assert.All(["it states no port", "an entry without a service", "Port is no whole number", "name 'web proxy'"], reason => Assert.Contains(reason, told, StringComparison.Ordinal));
        Assert.EndsWith("0 added, 0 changed, 0 removed, 0 the same, 0 here already, 5 left out\n", told, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Eurekas_deltas_count_only_with_their_hash()
    {
        const string All = "/eureka/apps", Delta = "/eureka/apps/delta";
        _there.Say(All, new Scripted(ForeignAnswers.Eureka("UP_1_", ForeignAnswers.EurekaInstance("a:web", 8_081))));
        _there.Say(Delta, new Scripted("""{"applications":{"versions__delta":"1","apps__hashcode":"UP_1_","application":[]}}"""));
        var bridge = Start("eureka", $"{_there.Url}/eureka");
        await bridge.LineAsync(line => line.StartsWith("added    web/", StringComparison.Ordinal) && line.EndsWith(" 10.1.10.12:8081", StringComparison.Ordinal), "the first");

        // All of it now says nothing any more: what follows stems from deltas.
        _there.Say(All, new Scripted("", Status: 500));
        _there.Say(Delta, new Scripted(ForeignAnswers.Eureka("DOWN_1_UP_1_", ForeignAnswers.EurekaInstance("a:web", 8_081, "DOWN", "MODIFIED"), ForeignAnswers.EurekaInstance("b:web", 8_082))));
        await bridge.LineAsync(line => line.StartsWith("changed", StringComparison.Ordinal) && line.EndsWith("healthy is unhealthy", StringComparison.Ordinal), "a delta changes");
        await bridge.LineAsync(line => line.StartsWith("added", StringComparison.Ordinal) && line.EndsWith(":8082", StringComparison.Ordinal), "a delta adds");
        _there.Say(Delta, new Scripted(ForeignAnswers.Eureka("UP_1_", ForeignAnswers.EurekaInstance("a:web", 8_081, "DOWN", "DELETED"))));
        await bridge.LineAsync(line => line.StartsWith("removed", StringComparison.Ordinal) && line.EndsWith(":8081", StringComparison.Ordinal), "a delta removes");

        // A hash that is not reached: all is fetched, and as long as that fails nothing goes.
        _there.Say(Delta, new Scripted(ForeignAnswers.Eureka("UP_7_", ForeignAnswers.EurekaInstance("b:web", 8_082, action: "DELETED"))));
        await bridge.LineAsync(line => line.StartsWith("trouble", StringComparison.Ordinal) && line.Contains("/apps answers 500", StringComparison.Ordinal), "all of it is asked for");
        _there.Say(All, new Scripted(ForeignAnswers.Eureka("UP_2_", ForeignAnswers.EurekaInstance("b:web", 8_082), ForeignAnswers.EurekaInstance("c:web", 8_083))));
        await bridge.LineAsync(line => line.StartsWith("added", StringComparison.Ordinal) && line.EndsWith(":8083", StringComparison.Ordinal), "all of it counts");
        Assert.DoesNotContain(bridge.Said.Split('\n'), line => line.StartsWith("removed", StringComparison.Ordinal) && line.EndsWith(":8082", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("""{"applications":7}""")]
    [InlineData("[]")]
    [InlineData("""{"applications":{"application":[7,{"instance":[7,{}]}]}}""")]
    public async Task Garbage_is_no_registry(string body)
    {
        _there.Say("/apps", new Scripted(body));
        var run = await _desk.NamingAsync("import", "eureka", "--from", _there.Url, "--once", "--dry-run", "-s", _here.Api);
        Assert.Contains(run.ExitCode == 0 ? "0 added, 0 changed, 0 removed, 0 the same, 0 here already, 1 left out" : "this is not Eureka's API", run.Output + run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_beyond_the_bounds_is_left_out_and_told()
    {
        var instances = from app in Enumerable.Range(0, 5_001) from instance in Enumerable.Range(0, app == 0 ? 3 : 2) select (App: $"a{app:0000}", Id: $"i{instance}");
        var body = string.Join(',', instances.Select(one => $$$"""{"instanceId":"{{{one.Id}}}","app":"{{{one.App}}}","hostName":"a.example.com","dataCenterInfo":{"name":"MyOwn"},"ipAddr":"10.1.10.12","status":"UP","port":{"$":8080,"@enabled":"true"}}"""));
        _there.Say("/apps", new Scripted($$$"""{"applications":{"application":[{"instance":[{{{body}}}]}]}}"""));

        var run = (await _desk.NamingAsync("import", "eureka", "--from", _there.Url, "--once", "--dry-run", "-s", _here.Api)).Exits(0);

        Assert.Contains("1 applications: 5000 are followed at most", run.Output, StringComparison.Ordinal);
        Assert.Contains("1 instances of 'a4999': 10000 are mirrored at most", run.Output, StringComparison.Ordinal);
        Assert.Contains("10000 added, 0 changed, 0 removed, 0 the same, 0 here already, 2 left out", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Silence_has_an_end()
    {
        _there.Say(List, Scripted.Silence);
        var run = (await _desk.NamingAsync("import", "consul", "--from", _there.Url, "--once", "-s", _here.Api)).Exits(4);
        Assert.Contains("does not answer in time", run.Error, StringComparison.Ordinal);
    }

    private LiveProcess Start(string kind, string from) => _desk.Start("import", kind, "--from", from, "-s", _here.Api);
}
