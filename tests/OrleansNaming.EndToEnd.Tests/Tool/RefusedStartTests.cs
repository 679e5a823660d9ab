using OrleansNaming.EndToEnd.Tests.Processes;

namespace OrleansNaming.EndToEnd.Tests.Tool;

/// <summary>A server that cannot be what it is told does not start: it ends with the exit code of its kind and one line that says what to do.</summary>
[On(Engine.Lan)]
public sealed class RefusedStartTests(OneServer one) : IClassFixture<OneServer>
{
    private const int Failed = 1;
    private const int Usage = 2;
    private const int Refused = 5;

    private readonly Desk _desk = one.Desk;

    public static TheoryData<int, string[], string[]> Table { get; } = new()
    {
        { Refused, ["10.1.2.3", "no keys", "'naming keys create'"], ["--address", "10.1.2.3"] },
        { Usage, ["'0.0.0.0' is no address of one machine"], ["--address", "0.0.0.0"] },
        { Usage, ["cannot read the keys in /nowhere/keys.json"], ["--keys", "/nowhere/keys.json"] },
        { Usage, ["MulticastPort 0 is no port: set 1 to 65535"], ["--multicast-port", "0"] },
        { Usage, ["MulticastPort 65536 is no port"], ["--multicast-port", "65536"] },
        { Usage, ["it looks like http://127.0.0.1:7600"], ["--api", "http://127.0.0.1:65536"] },
        { Usage, ["it looks like http://127.0.0.1:7600"], ["--api", "127.0.0.1"] },
        { Usage, ["'https://127.0.0.1:0'", "plain HTTP"], ["--api", "https://127.0.0.1:0"] },
        { Usage, ["You must either bind to 127.0.0.1:0"], ["--api", "http://localhost:0"] },
        { Failed, ["cannot listen at http://192.0.2.1:7600", "--api"], ["--api", "http://192.0.2.1:7600"] },
        { Usage, ["'O' is not one of a-z"], ["--name", "Other"] },
        { Usage, ["'..' is no name"], ["--name", ".."] },
        { Usage, ["'/' is not one of a-z"], ["--cluster", "a/b"] },
        { Usage, ["Interval 00:00:00 is not between"], ["--interval", "0"] },
        { Usage, ["Interval -00:00:01 is not between"], ["--interval", "NaN"] },
        { Usage, ["'a:b:c' is no peer", "host:probePort/pullPort"], ["--peer", "a:b:c"] },
        { Usage, ["AdminKeys:0 is too short"], ["--admin-key", "secret"] },
    };

    [Theory]
    [MemberData(nameof(Table))]
    public async Task What_it_is_told_is_wrong(int exitCode, string[] messages, string[] options) =>
        await RefusedAsync(exitCode, messages, _desk.ServerArguments("other", options));

    [Fact]
    [Lesson(29)]
    public async Task A_live_server_of_that_name_is_named_with_its_address()
    {
        await RefusedAsync(Failed, ["another live server named 'alpha' answers at 127.0.0.1", "start this one with another name"], _desk.ServerArguments("alpha", "--data", _desk.File("elsewhere")));
        (await _desk.NamingAsync("status")).Exits(0);
    }

    [Fact]
    public Task A_state_folder_in_use_is_named_with_its_process() =>
        RefusedAsync(Failed, [$"process {one.Server.Process.Id} holds {_desk.File("state")}", "another Server or DataDirectory"], _desk.ServerArguments("alpha"));

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("localhost")] // two addresses
    public async Task A_server_whose_API_port_is_taken_never_joins_and_names_the_port(string host)
    {
        var api = $"http://{host}:{new Uri(one.Server.Api).Port}";
        await RefusedAsync(Failed, [$"{api} is in use", "--api"], _desk.ServerArguments("late", "--api", api));
        // The engine takes its state's folder first of all.
        Assert.False(Directory.Exists(_desk.File("state", "default", "late")));
        Assert.DoesNotContain("late", (await _desk.NamingAsync("servers")).Exits(0).Output);
    }

    [Fact]
    public async Task A_server_of_another_cluster_on_the_same_group_stays_a_stranger()
    {
        var stranger = await _desk.ServeAsync("stranger", "--cluster", "other");
        await _desk.EventuallyAsync(one.Server, ["status"], run => run.Output.Contains("wrongcluster"), "alpha counts the other cluster's datagrams");
        Assert.DoesNotContain("stranger", (await _desk.NamingAsync("servers")).Exits(0).Output);
        await stranger.StopAsync();
    }

    private async Task RefusedAsync(int exitCode, string[] messages, string[] arguments)
    {
        var run = (await _desk.NamingAsync(arguments)).Exits(exitCode);
        var line = Assert.Single(run.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.StartsWith("naming: ", line);
        Assert.All(messages, message => Assert.Contains(message, line));
        Assert.DoesNotContain("   at ", run.Output);
    }
}
