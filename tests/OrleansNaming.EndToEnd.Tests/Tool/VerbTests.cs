using System.Text.Json.Nodes;
using OrleansNaming.EndToEnd.Tests.Processes;

namespace OrleansNaming.EndToEnd.Tests.Tool;

/// <summary>Each verb as somebody types it, against one real server: what it prints, and exit code 0.</summary>
[On(Engine.Lan)]
public sealed class VerbTests(OneServer one) : IClassFixture<OneServer>
{
    private readonly Desk _desk = one.Desk;

    [Fact]
    public async Task Register_says_what_it_wrote_and_resolve_shows_it()
    {
        var written = (await _desk.NamingAsync(
            "register", "shop/orders", "orders-1", "-e", "10.0.0.5:8080", "-e", "admin=10.0.0.5:8081", "--zone", "eu-1", "--tag", "v2", "--meta", "k=v")).Exits(0);
        Assert.StartsWith("registered shop/orders/orders-1   token alpha:", written.Output);

        var shown = (await _desk.NamingAsync("resolve", "shop/orders", "--tag", "v2", "--zone", "eu-1")).Exits(0);
        var row = Assert.Single(shown.Lines, line => line.Contains("orders-1"));
        Assert.All(["shop/orders", "10.0.0.5:8080", "10.0.0.5:8081", "eu-1", "live", "alpha", "own"], part => Assert.Contains(part, row));

        var found = (await _desk.NamingAsync("resolve", "shop/orders", "--json")).Exits(0).Json();
        Assert.Equal("v", (string?)found["instances"]![0]!["metadata"]!["k"]);
        Assert.Equal(8081, (int)found["instances"]![0]!["endpoints"]![1]!["port"]!);
    }

    [Fact]
    [Row("M9")]
    public async Task Neigh_shows_shared_and_dedicated_addresses_and_net_renders_for_them()
    {
        (await _desk.NamingAsync("register", "shared", "shared-1", "--cluster-endpoint", "192.0.2.100:80", "--dedicated-endpoint", "10.0.0.5:8080", "--lease", "3600")).Exits(0);

        var row = Assert.Single((await _desk.NamingAsync("neigh")).Exits(0).Lines, line => line.Contains("shared-1"));
        Assert.All(["shared-1 (guest)", "192.0.2.100:80", "10.0.0.5:8080", "reachable"], part => Assert.Contains(part, row));
        Assert.Equal("10.0.0.5:8080", (string?)(await _desk.NamingAsync("neigh", "--json")).Exits(0).Json()["neighbours"]![0]!["dedicated"]);
        var plain = (await _desk.NamingAsync("resolve", "shared", "--json")).Exits(0).Json();
        Assert.Equal("192.0.2.100", (string?)Assert.Single(plain["instances"]![0]!["endpoints"]!.AsArray())!["host"]);
        var inside = (await _desk.NamingAsync("resolve", "shared", "--scope", "intracluster", "--json")).Exits(0).Json();
        Assert.Equal("dedicated", (string?)Assert.Single(inside["instances"]![0]!["endpoints"]!.AsArray())!["scope"]);

        var rules = (await _desk.NamingAsync("net", "render", "--device", "eth0", "--address", "10.0.0.6", "--cluster-mac", "02-bf-aa-bb-cc-dd")).Exits(0);
        Assert.Contains("elements = { 10.0.0.5 }", rules.Output);
        Assert.Contains("ip address replace 192.0.2.100/32 dev lo", (await _desk.NamingAsync("net", "render", "--mode", "dsr")).Exits(0).Output);
        Assert.Contains("06-bf-0a-00-00-05", (await _desk.NamingAsync("net", "show")).Exits(0).Output);
        Assert.Contains("error: Orleans' address is 192.0.2.100, a shared address", (await _desk.NamingAsync("net", "show", "--orleans", "192.0.2.100")).Exits(1).Output);
        (await _desk.NamingAsync("net", "render", "--device", "eth0", "--address", "10.0.0.6")).Exits(2);
    }

    [Fact]
    [Row("B14")]
    public async Task Tree_binds_links_renames_and_draws()
    {
        (await _desk.NamingAsync("tree", "create", "house")).Exits(0);
        (await _desk.NamingAsync("tree", "bind", "house/motd", "good morning")).Exits(0);
        (await _desk.NamingAsync("tree", "link", "house/now", "./motd")).Exits(0);
        (await _desk.NamingAsync("register", "house/bell", "bell-1")).Exits(0);
        Assert.Contains("already", (await _desk.NamingAsync("tree", "create", "house")).Exits(1).Error, StringComparison.Ordinal);

        Assert.Equal(
            ["house", "├── bell  1 instance", "├── motd = good morning", "└── now → ./motd"],
            (await _desk.NamingAsync("tree", "house")).Exits(0).Lines);
        Assert.Contains("motd = good morning", (await _desk.NamingAsync("tree", "lookup", "house/now")).Exits(0).Output, StringComparison.Ordinal);
        Assert.Contains("now → ./motd", (await _desk.NamingAsync("tree", "lookup", "house/now", "--link")).Exits(0).Output, StringComparison.Ordinal);
        (await _desk.NamingAsync("tree", "rename", "house/motd", "house/hello")).Exits(0);
        (await _desk.NamingAsync("tree", "lookup", "house/now")).Exits(3);
        (await _desk.NamingAsync("tree", "unbind", "house/now")).Exits(0);
        (await _desk.NamingAsync("tree", "unbind", "house/hello")).Exits(0);
        (await _desk.NamingAsync("tree", "destroy", "house")).Exits(1);
        Assert.Equal("service", (string?)(await _desk.NamingAsync("tree", "house", "--json")).Exits(0).Json()["entries"]![0]!["kind"]);
    }

    [Fact]
    public async Task Tree_tells_in_json_what_it_draws()
    {
        (await _desk.NamingAsync("register", "wood/oak/leaf", "leaf-1", "--lease", "3600")).Exits(0);
        Assert.Equal(["wood", "└── oak/", "    └── leaf  1 instance"], (await _desk.NamingAsync("tree", "wood")).Exits(0).Lines);
        Assert.Equal(["wood/oak", "wood/oak/leaf"], await NamesAsync());
        Assert.Equal(["wood", "└── oak/"], (await _desk.NamingAsync("tree", "wood", "--depth", "1")).Exits(0).Lines);
        Assert.Equal(["wood/oak"], await NamesAsync("--depth", "1"));

        async Task<IEnumerable<string?>> NamesAsync(params string[] options) =>
            (await _desk.NamingAsync(["tree", "wood", "--json", .. options])).Exits(0).Json()["entries"]!.AsArray().Select(entry => (string?)entry!["name"]);
    }

    [Fact]
    [Row("B14")]
    public async Task Conflicts_shows_who_is_served_and_who_stands_by()
    {
        (await _desk.NamingAsync("register", "captain", "c-1", "--policy", "firstEpoch")).Exits(0);
        (await _desk.NamingAsync("register", "captain", "c-2", "--policy", "firstEpoch")).Exits(0);
        (await _desk.NamingAsync("register", "captain", "c-3", "--policy", "unique")).Exits(1);

        var lines = (await _desk.NamingAsync("conflicts")).Exits(0).Lines;
        Assert.Contains(lines, line => line.Contains("c-1") && line.Contains("served"));
        Assert.Contains(lines, line => line.Contains("c-2") && line.Contains("conflicted"));
    }

    [Fact]
    public async Task Resolve_at_least_the_token_of_a_write_contains_it()
    {
        var token = (string?)(await _desk.NamingAsync("register", "fresh", "fresh-1", "--json")).Exits(0).Json()["token"];
        var found = (await _desk.NamingAsync("resolve", "fresh", "--at-least", token!, "--json")).Exits(0).Json();
        Assert.Equal("fresh-1", (string?)found["instances"]![0]!["instance"]);
    }

    [Fact]
    public async Task Explain_says_what_removed_an_instance()
    {
        (await _desk.NamingAsync("register", "why", "why-1", "--zone", "eu-1", "--health", "unhealthy")).Exits(0);
        (await _desk.NamingAsync("register", "why", "why-2", "--zone", "us")).Exits(0);
        var told = (await _desk.NamingAsync("explain", "why", "--zone", "us", "--zone", "eu-1")).Exits(0);
        Assert.Contains("no, health: it is registered as unhealthy", Assert.Single(told.Lines, line => line.Contains("why-1")));
        Assert.All(["alpha alive", "own", "yes"], part => Assert.Contains(part, Assert.Single(told.Lines, line => line.Contains("why-2"))));
        Assert.Equal("health", (string?)(await _desk.NamingAsync("explain", "why", "--json")).Exits(0).Json()["instances"]![0]!["removedBy"]);
        (await _desk.NamingAsync("explain", "nothing")).Exits(3);
    }

    [Fact]
    public async Task History_tells_what_became_of_a_name_and_what_it_was_at_a_time()
    {
        (await _desk.NamingAsync("register", "past", "past-1", "-e", "10.0.0.5:80")).Exits(0);
        (await _desk.NamingAsync("register", "past", "past-1", "-e", "10.0.0.6:80")).Exits(0);
        (await _desk.NamingAsync("deregister", "past", "past-1")).Exits(0);

        var told = (await _desk.NamingAsync("history", "past")).Exits(0).Lines.ToList();
        Assert.StartsWith("past, as this server applied it; it remembers from 20", told[0], StringComparison.Ordinal);
        Assert.Equal(["AT", "WHAT", "INSTANCE", "OWNER", "STAMP"], told[1].Split(' ', StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal(["bound", "rebound", "unbound"], told[2..].Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[2]));
        Assert.All(told[2..], line => Assert.Matches(@"^20\d\d-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3} +\w+ +past-1 +alpha +…\d+:\d+", line));

        var rebound = (string?)(await _desk.NamingAsync("history", "past", "--json")).Exits(0).Json()["changes"]![1]!["at"];
        var then = (await _desk.NamingAsync("history", "past", "--as-of", rebound!)).Exits(0).Lines.ToList();
        Assert.Equal("at", then[^1][..2]);
        Assert.EndsWith("it resolved to: past-1", then[^1], StringComparison.Ordinal);
        Assert.DoesNotContain(then, line => line.Contains(" unbound "));
        (await _desk.NamingAsync("history", "never-was")).Exits(3);
        Assert.Contains("no time", (await _desk.NamingAsync("history", "past", "--as-of", "soon")).Exits(2).Error);
        Assert.Contains("nothing is remembered here", (await _desk.NamingAsync("history", "past", "--as-of", "2001-01-01")).Exits(3).Error);
    }

    [Fact]
    public async Task Drain_says_when_no_node_resolves_the_server_and_undrain_ends_it()
    {
        var drained = (await _desk.NamingAsync("drain", "--wait", "5")).Exits(0);
        Assert.Contains("no node resolves this server while others are left", drained.Output);
        Assert.Equal("completed", (string?)(await _desk.NamingAsync("drain", "--wait", "0", "--json")).Exits(0).Json()["outcome"]);
        Assert.StartsWith("serving again   token alpha:", (await _desk.NamingAsync("undrain")).Exits(0).Output);
    }

    [Fact]
    public async Task Deregister_takes_it_back()
    {
        (await _desk.NamingAsync("register", "brief", "brief-1")).Exits(0);
        var gone = (await _desk.NamingAsync("deregister", "brief", "brief-1")).Exits(0);
        Assert.StartsWith("deregistered brief/brief-1   token alpha:", gone.Output);
        (await _desk.NamingAsync("resolve", "brief")).Exits(3);
        Assert.NotNull((string?)(await _desk.NamingAsync("deregister", "brief", "brief-1", "--json")).Exits(0).Json()["token"]);
    }

    [Fact]
    public async Task Register_keep_stays_until_it_is_interrupted_and_then_deregisters()
    {
        var kept = _desk.Start("register", "kept", "kept-1", "--keep", "--lease", "2");
        await kept.LineAsync(line => line.StartsWith("registered kept/kept-1", StringComparison.Ordinal), "it is registered");
        (await _desk.NamingAsync("resolve", "kept")).Exits(0);
        Assert.False(kept.HasExited);

        await kept.InterruptAsync();
        (await kept.EndAsync()).Exits(0);
        (await _desk.NamingAsync("resolve", "kept")).Exits(3);
    }

    [Fact]
    public async Task List_shows_names_and_contexts()
    {
        (await _desk.NamingAsync("register", "tree/leaf", "leaf-1")).Exits(0);
        var root = (await _desk.NamingAsync("list")).Exits(0);
        Assert.Contains(root.Lines, line => line.StartsWith("tree/ ", StringComparison.Ordinal));
        var below = (await _desk.NamingAsync("list", "tree", "--json")).Exits(0).Json();
        Assert.Equal(("tree/leaf", 1), ((string?)below["names"]![0]!["name"], (int)below["names"]![0]!["instances"]!));
        Assert.True((bool)below["complete"]!);
    }

    [Fact]
    public async Task Servers_shows_each_server()
    {
        var shown = (await _desk.NamingAsync("servers")).Exits(0);
        Assert.Matches(@"^alpha +alive +…\d+:\d+ +self ", Assert.Single(shown.Lines, line => line.StartsWith("alpha", StringComparison.Ordinal)));
        var servers = (await _desk.NamingAsync("servers", "--json")).Exits(0).Json()["servers"]!.AsArray();
        Assert.Equal(("alpha", "alive"), ((string?)Assert.Single(servers)!["server"], (string?)servers[0]!["state"]));
    }

    [Fact]
    public async Task Status_shows_the_engine_and_how_the_server_is()
    {
        var shown = (await _desk.NamingAsync("status")).Exits(0).Output;
        Assert.All(["cluster default   server alpha   ready   T 300 ms", "engine LAN, loopback multicast", "directory complete", "dropped datagrams: "], part => Assert.Contains(part, shown));
        var status = (await _desk.NamingAsync("status", "--json")).Exits(0).Json();
        Assert.Equal(("alpha", "ready", true), ((string?)status["server"], (string?)status["phase"], (bool)status["complete"]!));
        Assert.All(["own changes: none measured yet", "bound 600 ms: no node loses more than one message", "behind nobody"], part => Assert.Contains(part, shown));
        Assert.Equal("alpha", (string?)status["serverList"]![0]!["server"]);
        Assert.Equal((0, 0.6), ((int)status["convergence"]!["measured"]!, (double)status["convergence"]!["boundSeconds"]!));
    }

    [Fact]
    public async Task Watch_prints_each_change_until_it_is_interrupted()
    {
        var (words, json) = (_desk.Start("watch", "seen"), _desk.Start("watch", "seen", "--json"));
        (await _desk.NamingAsync("register", "seen/a", "seen-1", "-e", "10.0.0.9:80")).Exits(0);
        (await _desk.NamingAsync("register", "unseen", "unseen-1")).Exits(0);
        await words.LineAsync(line => line.StartsWith("bound     seen/a/seen-1 ", StringComparison.Ordinal), "the new instance");
        await json.LineAsync(line => line.Contains("\"bound\""), "the new instance");
        (await _desk.NamingAsync("deregister", "seen/a", "seen-1")).Exits(0);
        await words.LineAsync(line => line.StartsWith("unbound   seen/a/seen-1 ", StringComparison.Ordinal), "its end");
        await json.LineAsync(line => line.Contains("\"unbound\""), "its end");

        await words.InterruptAsync();
        await json.InterruptAsync();
        Assert.DoesNotContain("unseen", (await words.EndAsync()).Exits(0).Output);
        Assert.Equal(["bound", "unbound"], (await json.EndAsync()).Exits(0).Lines.Select(line => (string?)JsonNode.Parse(line)!["kind"]));
    }

    [Fact]
    public async Task Sim_runs_a_simulated_cluster()
    {
        Assert.Contains("--seed N", (await _desk.NamingAsync("sim", "--help")).Exits(0).Output);
        var summary = await _desk.NamingAsync("sim", "--seed", "1", "--minutes", "0.1", "--json");
        Assert.NotNull(summary.Json());
    }

    [Theory]
    [InlineData("--help")]
    [InlineData("server", "--help")]
    [InlineData("keys", "--help")]
    public async Task Help_is_an_answer(params string[] arguments) => Assert.Contains("Usage:", (await _desk.NamingAsync(arguments)).Exits(0).Output);
}
