using System.Net;
using OrleansNaming.EndToEnd.Tests.Processes;

namespace OrleansNaming.EndToEnd.Tests.Tool;

/// <summary>What happens to a server, rather than what it is told: nothing that was registered is lost for its readers.</summary>
[On(Engine.Lan)]
public sealed class MisfortuneTests(TwoServers two) : IClassFixture<TwoServers>
{
    private readonly Desk _desk = two.Desk;

    [Fact]
    public async Task A_damaged_state_file_is_set_aside_and_the_server_begins_a_new_incarnation()
    {
        var gamma = await _desk.ServeAsync("gamma", "--keys", two.Ring, "--address", "127.0.0.1");
        var kept = _desk.Start("register", "jobs", "job-1", "--keep", "--lease", "3", "-s", gamma.Api, "-s", two.Beta.Api);
        await kept.LineAsync(line => line.StartsWith("registered jobs/job-1", StringComparison.Ordinal), "it is registered");
        var before = await IncarnationAsync(gamma);
        await gamma.Process.KillAsync();
        var state = _desk.File("state", "default", "gamma", "state");
        var bytes = await File.ReadAllBytesAsync(state, TestContext.Current.CancellationToken);
        bytes[20] ^= 0x40;
        await File.WriteAllBytesAsync(state, bytes, TestContext.Current.CancellationToken);

        gamma = await _desk.ServeAsync("gamma", "--keys", two.Ring, "--address", "127.0.0.1", "--api", gamma.Api);

        Assert.Equal(bytes, await File.ReadAllBytesAsync(Assert.Single(Directory.GetFiles(Path.GetDirectoryName(state)!, "state.damaged-*")), TestContext.Current.CancellationToken));
        Assert.True(await IncarnationAsync(gamma) > before);
        foreach (var server in new[] { two.Alpha, two.Beta, gamma })
        {
            await _desk.EventuallyAsync(server, ["resolve", "orders"], run => run.ExitCode == 0, $"{server.Name} resolves orders, registered before at another server");
            await _desk.EventuallyAsync(server, ["resolve", "jobs"], run => run.ExitCode == 0, $"{server.Name} resolves jobs, whose process renews it");
        }
    }

    [Fact]
    public async Task An_oversized_body_is_413_and_changes_nothing()
    {
        using var http = new HttpClient { BaseAddress = new Uri(two.Alpha.Api) };
        using var response = await http.PutAsync("/v1/names/orders?instance=big", new ByteArrayContent(new byte[Limits.BodyBytes + 1]), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        var found = (await _desk.NamingAsync("resolve", "orders", "--json")).Exits(0).Json();
        Assert.Equal("orders-1", (string?)Assert.Single(found["instances"]!.AsArray())!["instance"]);
    }

    [Fact]
    public async Task A_watch_outlives_its_server_and_says_when_it_begins_again()
    {
        var api = $"http://127.0.0.1:{Ports.Tcp()}";
        var delta = await _desk.ServeAsync("delta", "--keys", two.Ring, "--address", "127.0.0.1", "--api", api);
        var watch = _desk.Start("watch", "--json", "-s", api);
        await watch.LineAsync(line => line.Contains("orders-1"), "the watch shows what is there");
        await delta.Process.KillAsync();
        await _desk.ServeAsync("delta", "--keys", two.Ring, "--address", "127.0.0.1", "--api", api);
        await watch.LineAsync(line => line == """{"kind":"reset"}""", "the watch begins again at the server's next life");
        await watch.InterruptAsync();
        Assert.All((await watch.EndAsync()).Exits(0).Lines, line => System.Text.Json.Nodes.JsonNode.Parse(line));
    }

    private async Task<ulong> IncarnationAsync(ServerProcess server)
    {
        var stamp = (string)(await _desk.NamingAsync("status", "--json", "-s", server.Api)).Exits(0).Json()["stamp"]!;
        return ulong.Parse(stamp.Split(':')[2]);
    }
}
