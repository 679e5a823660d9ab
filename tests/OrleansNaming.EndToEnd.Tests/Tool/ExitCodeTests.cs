using OrleansNaming.EndToEnd.Tests.Processes;

namespace OrleansNaming.EndToEnd.Tests.Tool;

/// <summary>What does not work ends with the exit code of its kind, and one line on standard error that says what to do.</summary>
[On(Engine.Lan)]
public sealed class ExitCodeTests(OneServer one) : IClassFixture<OneServer>
{
    private const int Usage = 2;
    private const int NotFound = 3;
    private const int Unreachable = 4;
    private const int Refused = 5;

    private readonly Desk _desk = one.Desk;

    public static TheoryData<int, string, string[]> Table { get; } = new()
    {
        { Usage, "Required command was not provided", [] },
        { Usage, "'foo'", ["foo"] },
        { Usage, "'--bar'", ["list", "--bar"] },
        { Usage, "Required argument 'name' missing", ["resolve"] },
        { Usage, "Required argument 'instance' missing", ["register", "orders"] },
        { Usage, "'O' is not one of a-z", ["register", "Orders", "orders-1"] },
        { Usage, "'O' is not one of a-z", ["resolve", "Orders"] },
        { Usage, "a segment is empty", ["list", "shop//eu"] },
        { Usage, "'..' is no name", ["register", "shop/../orders", "orders-1"] },
        { Usage, "'A' is not one of a-z", ["register", "orders", "A"] },
        { Usage, "port 0 is not between 1 and 65535", ["register", "orders", "orders-1", "-e", "10.0.0.5:0"] },
        { Usage, "port 65536 is not between 1 and 65535", ["register", "orders", "orders-1", "-e", "10.0.0.5:65536"] },
        { Usage, "it looks like 10.0.0.5:8080", ["register", "orders", "orders-1", "-e", "somewhere"] },
        { Usage, "is no KEY=VALUE", ["register", "orders", "orders-1", "--meta", "what"] },
        { Usage, "is given twice", ["register", "orders", "orders-1", "--meta", "a=1", "--meta", "a=2"] },
        { Usage, "between 2 s and 1 h", ["register", "orders", "orders-1", "--lease", "1"] },
        { Usage, "is no token", ["resolve", "orders", "--at-least", "yesterday"] },
        { Usage, "it looks like http://127.0.0.1:7600", ["resolve", "orders", "-s", "somewhere"] },
        { Usage, "it looks like 20s", ["up", "--for", "soon"] },
        { Usage, "Required argument 'name' missing for command: 'bind'. See: naming tree bind --help", ["tree", "bind"] },
        { Usage, "See: naming keys use --help", ["keys", "use", "first"] },
        { Usage, "See: naming roles grant --help", ["roles", "grant", "ci"] },
        { Usage, "'--bar' is no option here. See: naming track retry --help", ["track", "retry", "renewals", "--bar"] },
        { Usage, "'lookdown' is no verb here. See: naming connections --help", ["connections", "lookdown"] },
        { Usage, "See: naming keys --help", ["keys"] },
        { Usage, "'--json' is no option here. See: naming net render --help", ["net", "render", "--json", "--mode", "dsr"] },
        { Usage, "'zz' is no Ethernet address; it looks like 02-bf-aa-bb-cc-dd", ["net", "render", "--device", "eth0", "--address", "10.0.0.6", "--cluster-mac", "zz"] },
        { Usage, "'broadcast' is no mode; there are unicast, patent and dsr", ["net", "render", "--mode", "broadcast"] },
        { Usage, "between 2 s and 1 h", ["register", "orders", "orders-1", "--lease", "NaN"] },
        { Usage, "Cannot parse argument 'long' for option '--lease'. See: naming register --help", ["register", "orders", "orders-1", "--lease", "long"] },
        { Usage, "say --dry", ["track", "run", "renewals.track"] },
        { Usage, "the key has a character that no header may have", ["list", "--key", "key-0123456789abcdef\r"] },
        { Usage, "--wait is 0 to 300 seconds", ["drain", "--wait", "301"] },
        { Usage, "--wait is 0 to 300 seconds", ["drain", "--wait", "NaN"] },
        { Usage, "'?' is not one of a-z", ["history", "orders?asOf=2001-01-01"] },
        { NotFound, "'nobody' is not bound (directory complete)", ["resolve", "nobody"] },
        { NotFound, "work tracks are served by the servers of their group alone", ["group", "status"] },
        { NotFound, "no guest 'nobody-1'", ["deregister", "nobody", "nobody-1"] },
        { Unreachable, "no naming server could be reached: http://127.0.0.1:1/", ["list", "-s", "http://127.0.0.1:1"] },
        { Unreachable, "no naming server could be reached: http://127.0.0.1:1/", ["watch", "-s", "http://127.0.0.1:1"] },
        { Refused, "The tool shows the key of --key, or of NAMING_KEY", ["register", "orders", "orders-1", "--key", "another-key-0123456789"] },
        { Refused, "key", ["deregister", "orders", "orders-1", "--key", "another-key-0123456789"] },
    };

    [Theory]
    [MemberData(nameof(Table))]
    public async Task What_does_not_work_says_so(int exitCode, string message, string[] arguments)
    {
        var run = (await _desk.NamingAsync(arguments)).Exits(exitCode);
        Assert.Empty(run.Output);
        var line = Assert.Single(run.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.StartsWith("naming: ", line);
        Assert.Contains(message, line);
    }

    [Fact]
    public async Task A_write_that_a_later_life_lost_is_1()
    {
        var run = (await _desk.NamingAsync("resolve", "orders", "--at-least", "alpha:0:1:99")).Exits(1);
        Assert.Contains("was lost with its server's storage", run.Error);
    }

    [Fact]
    public async Task A_write_that_does_not_come_is_6()
    {
        var token = (string)(await _desk.NamingAsync("register", "late", "late-1", "--json")).Exits(0).Json()["token"]!;
        var run = (await _desk.NamingAsync("resolve", "late", "--at-least", $"{token[..token.LastIndexOf(':')]}:9999")).Exits(6);
        Assert.Contains("not reached within 5 s", run.Error);
        Assert.Contains("read without atLeast", run.Error);
    }

    [Fact]
    public async Task Nobody_is_found_but_json_is_JSON_all_the_same() =>
        Assert.Empty((await _desk.NamingAsync("resolve", "nobody", "--json")).Exits(NotFound).Json()["instances"]!.AsArray());

    [Fact]
    public async Task A_name_of_which_nothing_fits_is_not_said_to_be_unbound()
    {
        (await _desk.NamingAsync("register", "picky", "picky-1", "--tag", "v1", "--lease", "3600")).Exits(0);
        Assert.Contains("'picky' has live instances, and none that you asked for", (await _desk.NamingAsync("resolve", "picky", "--tag", "v2")).Exits(NotFound).Error, StringComparison.Ordinal);
        Assert.Contains("'nobody' is not bound", (await _desk.NamingAsync("explain", "nobody")).Exits(NotFound).Error, StringComparison.Ordinal);
        Assert.Contains("remembers nothing of 'nobody'", (await _desk.NamingAsync("history", "nobody", "--json")).Exits(NotFound).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_mistyped_is_hinted_at_in_its_context()
    {
        (await _desk.NamingAsync("register", "billing", "billing-1")).Exits(0);
        (await _desk.NamingAsync("register", "hint/eu/orders", "orders-1")).Exits(0);
        Assert.Contains("Nearest: billing.", (await _desk.NamingAsync("resolve", "bilink")).Exits(NotFound).Error);
        Assert.Contains("Nearest: hint/eu/orders.", (await _desk.NamingAsync("resolve", "hint/eu/order")).Exits(NotFound).Error);
        Assert.DoesNotContain("Nearest", (await _desk.NamingAsync("resolve", "entirely-different")).Exits(NotFound).Error);
    }
}
