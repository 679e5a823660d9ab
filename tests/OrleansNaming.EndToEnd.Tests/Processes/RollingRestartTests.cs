using System.Collections.Concurrent;
using System.Text.Json.Nodes;

namespace OrleansNaming.EndToEnd.Tests.Processes;

/// <summary>Five real servers are restarted one after another, as a deployment does. Each says goodbye, and its guests move to the others.</summary>
[On(Engine.Lan)]
public sealed class RollingRestartTests : IAsyncLifetime
{
    private const int Guests = 15;
    private static readonly string[] Names = ["n1", "n2", "n3", "n4", "n5"];

    private readonly Desk _desk = new();
    private readonly ConcurrentDictionary<string, ServerProcess> _living = [];
    private readonly HttpClient _http = new();

    public async ValueTask InitializeAsync()
    {
        (await _desk.NamingAsync("keys", "create", "--file", _desk.File("keys.json"))).Exits(0);
        await Task.WhenAll(Names.Select(StartAsync));
    }

    public ValueTask DisposeAsync()
    {
        _http.Dispose();
        return _desk.DisposeAsync();
    }

    [Fact]
    [Lesson(22)]
    public async Task A_rolling_restart_of_all_five_loses_no_guest_and_no_name_is_empty_in_between()
    {
        for (var i = 0; i < Guests; i++)
        {
            using var response = await _http.PutAsync($"{_living[Names[i % 5]].Api}/v1/names/jobs?instance=job-{i}", new StringContent("""{"leaseSeconds":3600}"""), TestContext.Current.CancellationToken);
            Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        }

        await EveryoneHoldsAllAsync("before the first restart");
        using var stop = new CancellationTokenSource();
        var looks = LookAsync(stop.Token);
        foreach (var name in Names)
        {
            _living.Remove(name, out var leaving);
            await leaving!.StopAsync();
            await EveryoneHoldsAllAsync($"after {name} left");
            await StartAsync(name);
            await EveryoneHoldsAllAsync($"after {name} came back");
        }

        await stop.CancelAsync();
        var (answers, empty) = await looks;
        Assert.True(answers > 5, $"only {answers} looks in between");
        Assert.Empty(empty);
    }

    private async Task StartAsync(string name) =>
        _living[name] = await _desk.ServeAsync(name, "--keys", _desk.File("keys.json"), "--address", "127.0.0.1");

    private async Task EveryoneHoldsAllAsync(string when)
    {
        foreach (var server in _living.Values)
        {
            await Eventually.Holds(
                () => AskAsync(server, TestContext.Current.CancellationToken), seen => seen is { Complete: true, Jobs.Count: Guests },
                $"{server.Name} is complete and resolves {Guests} jobs {when}", TimeSpan.FromSeconds(60));
        }
    }

    /// <summary>Asks a living server again and again; every complete one must always resolve something.</summary>
    private async Task<(int Answers, List<string> Empty)> LookAsync(CancellationToken stop)
    {
        var (answers, empty) = (0, new List<string>());
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(25));
        while (!stop.IsCancellationRequested && await timer.WaitForNextTickAsync(CancellationToken.None))
        {
            foreach (var server in _living.Values)
            {
                var seen = await AskAsync(server, CancellationToken.None);
                answers += seen is null ? 0 : 1;
                if (seen is { Complete: true, Jobs.Count: 0 })
                {
                    empty.Add($"{server.Name} resolved no job");
                }
            }
        }

        return (answers, empty);
    }

    /// <summary>Null when it does not answer: it may just have left.</summary>
    private async Task<Seen?> AskAsync(ServerProcess server, CancellationToken cancellationToken)
    {
        try
        {
            var found = JsonNode.Parse(await _http.GetStringAsync($"{server.Api}/v1/names/jobs", cancellationToken))!;
            return new Seen((bool)found["complete"]!, [.. found["instances"]!.AsArray().Select(instance => (string)instance!["instance"]!)]);
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }

    private sealed record Seen(bool Complete, HashSet<string> Jobs)
    {
        public override string ToString() => $"complete {Complete}: {string.Join(' ', Jobs)}";
    }
}
