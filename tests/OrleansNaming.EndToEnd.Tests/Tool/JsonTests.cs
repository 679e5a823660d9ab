using System.Text.Json;
using OrleansNaming.EndToEnd.Tests.Importing;
using OrleansNaming.EndToEnd.Tests.Processes;

namespace OrleansNaming.EndToEnd.Tests.Tool;

/// <summary><c>--json</c> prints what the table prints, and the exit code is the same: here for what one server alone seldom shows, at a stand-in that replays it.</summary>
[On(Engine.Lan)]
public sealed class JsonTests : IAsyncLifetime
{
    private const string Group = "/v1/tracks/default";

    private readonly Desk _desk = new();
    private StandInRegistry _server = null!;

    public async ValueTask InitializeAsync()
    {
        _server = await StandInRegistry.StartAsync();
        _desk.Environment["NAMING_SERVER"] = _server.Url;
    }

    public async ValueTask DisposeAsync()
    {
        await _desk.DisposeAsync();
        await _server.DisposeAsync();
    }

    [Theory]
    [InlineData("Operational", 0)]
    [InlineData("Forming", 1)]
    public async Task A_group_that_may_not_work_is_exit_code_1_in_either_form(string phase, int exitCode)
    {
        _server.Say($"{Group}/status", new Scripted($$"""{"group":"default","server":"a","phase":"{{phase}}","level":"Fenced","intervalSeconds":15,"tracks":2,"owned":1,"runningBlocks":0,"bytesSent":7}"""));
        _server.Say($"{Group}/servers", new Scripted("""{"servers":[{"server":"b","isAvailable":true,"isMaster":false,"silenceSeconds":1.5,"freeSlots":4,"owned":["t"],"claims":{}}]}"""));

        Assert.Contains($"group default   {phase}   Fenced   master none", (await _desk.NamingAsync("group", "status")).Exits(exitCode).Output, StringComparison.Ordinal);
        var told = (await _desk.NamingAsync("group", "status", "--json")).Exits(exitCode).Json();
        Assert.Equal((phase, "b", 4), ((string?)told["phase"], (string?)told["servers"]![0]!["server"], (int)told["servers"]![0]!["freeSlots"]!));
    }

    [Theory]
    [InlineData("removed", Group + "/definitions/renewals", "track", "remove", "renewals")]
    [InlineData("ready again", Group + "/definitions/renewals/retry", "track", "retry", "renewals", "r1")]
    [InlineData("released: the others claim it now", Group + "/tracks/renewals/release", "track", "release", "renewals")]
    [InlineData("removed", Group + "/connections/main", "connections", "remove", "main")]
    [InlineData("allowed", Group + "/hosts/ops", "connections", "allow", "ops")]
    [InlineData("revoked", "/v1/roles/ci", "roles", "revoke", "ci")]
    [InlineData("told-1 is warning", "/v1/checks/told", "tell", "told", "told-1", "ttl", "warning")]
    public async Task What_has_nothing_to_show_says_in_either_form_that_it_is_done(string done, string path, params string[] verb)
    {
        _server.Say(path, new Scripted("", Status: 204));
        Assert.Equal(done, (await _desk.NamingAsync(verb)).Exits(0).Output.TrimEnd());
        Assert.Equal(done, (string?)(await _desk.NamingAsync([.. verb, "--json"])).Exits(0).Json()["done"]);
        Assert.Equal(2, _server.Asked.Count(asked => asked.Split('?')[0] == path));
    }

    [Fact]
    public async Task Each_error_of_a_track_is_a_line_with_its_place()
    {
        var file = _desk.File("wrong.track");
        await File.WriteAllTextAsync(file, "TRACK", TestContext.Current.CancellationToken);
        var errors = new[] { new { line = 1, column = 6, message = "an id is missing" }, new { line = 2, column = 1, message = "no such column 'hots'" } };
        _server.Say($"{Group}/validate", new Scripted(JsonSerializer.Serialize(new { errors })));

        var run = (await _desk.NamingAsync("track", "validate", file)).Exits(1);
        Assert.Equal([$"{file}:1:6: an id is missing", $"{file}:2:1: no such column 'hots'"], run.Lines);
        Assert.Equal(2, (await _desk.NamingAsync("track", "validate", file, "--json")).Exits(1).Json()["errors"]!.AsArray().Count);
    }
}
