using OrleansNaming.EndToEnd.Tests.Api;

namespace OrleansNaming.EndToEnd.Tests.Tool;

/// <summary>The convergence meter of a real server that has another one to wait for: in words, as JSON and as metrics.</summary>
[On(Engine.Lan)]
public sealed class ConvergenceTests(TwoServers two) : IClassFixture<TwoServers>
{
    [Fact]
    public async Task Status_servers_and_metrics_tell_how_long_a_change_took_to_be_everywhere()
    {
        (await two.Desk.NamingAsync("register", "measured", "m-1")).Exits(0);
        await two.Desk.EventuallyAsync(two.Alpha, ["status"], run => run.Output.Contains("the last one was everywhere (1 nodes) after "), "alpha has measured a change");

        var last = (await two.Desk.NamingAsync("status", "--json")).Exits(0).Json()["convergence"]!["last"]!;
        Assert.Equal(("beta", 1, 0), ((string?)last["slowest"], (int)last["nodes"]!, (int)last["gone"]!));
        Assert.True((double)last["seconds"]! > 0);
        var beta = (await two.Desk.NamingAsync("servers", "--json", "-s", two.Beta.Api)).Exits(0).Json()["servers"]!.AsArray().Single(one => (string?)one!["server"] == "alpha")!;
        Assert.True((double)beta["appliedInSeconds"]! >= 0);
        Assert.Null(beta["behindSeconds"]);

        using var http = new HttpClient();
        var page = PrometheusPage.Parse(await http.GetStringAsync(new Uri($"{two.Alpha.Api}/metrics"), TestContext.Current.CancellationToken));
        Assert.True(page["naming_convergence_duration_seconds_count"] >= 1);
        page = PrometheusPage.Parse(await http.GetStringAsync(new Uri($"{two.Beta.Api}/metrics"), TestContext.Current.CancellationToken));
        Assert.Contains(page.Series, series => series.StartsWith("naming_apply_lag_seconds_count{naming_learnt_by=", StringComparison.Ordinal));
    }
}
