using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using OrleansNaming.Gateway.Metrics;

namespace OrleansNaming.EndToEnd.Tests.Api;

/// <summary><c>GET /metrics</c>: what the meter <c>OrleansNaming</c> of this application measures, in Prometheus' format.</summary>
public sealed class MetricsTests : IAsyncLifetime
{
    private ApiNode _node = null!;

    private Meter Meter => _node.Services.GetRequiredService<IMeterFactory>().Create("OrleansNaming");

    public async ValueTask InitializeAsync() => _node = await ApiNode.StartAsync(new SoloEngine());

    public ValueTask DisposeAsync() => _node.DisposeAsync();

    [Fact]
    public async Task Counters_gauges_and_histograms_are_told()
    {
        var counter = Meter.CreateCounter<long>("naming.test.events", "{event}", "Help with a \\ and\na line.");
        counter.Add(2, new KeyValuePair<string, object?>("naming.kind", "a"));
        counter.Add(3, new KeyValuePair<string, object?>("naming.kind", "b"));
        counter.Add(4, new KeyValuePair<string, object?>("naming.kind", "a"));
        Meter.CreateObservableGauge("naming.test.level", () => 7, "{thing}", "A level.");
        var took = Meter.CreateHistogram<double>("naming.test.duration", "s", "How long.");
        took.Record(0.003, new KeyValuePair<string, object?>("naming.answered", true));
        took.Record(0.005, new KeyValuePair<string, object?>("naming.answered", true));
        took.Record(60, new KeyValuePair<string, object?>("naming.answered", true));

        var page = await PageAsync();
        Assert.Equal(("counter", "gauge", "histogram"), (page.Types["naming_test_events_total"], page.Types["naming_test_level"], page.Types["naming_test_duration_seconds"]));
        Assert.Equal((6, 3), (page["naming_test_events_total{naming_kind=\"a\"}"], page["naming_test_events_total{naming_kind=\"b\"}"]));
        Assert.Equal(7, page["naming_test_level"]);
        Assert.Equal(0, page["naming_test_duration_seconds_bucket{naming_answered=\"true\",le=\"0.0025\"}"]);
        Assert.Equal(2, page["naming_test_duration_seconds_bucket{naming_answered=\"true\",le=\"0.005\"}"]);
        Assert.Equal(2, page["naming_test_duration_seconds_bucket{naming_answered=\"true\",le=\"10\"}"]);
        Assert.Equal(3, page["naming_test_duration_seconds_count{naming_answered=\"true\"}"]);
        Assert.Equal(60.008, page["naming_test_duration_seconds_sum{naming_answered=\"true\"}"], 9);
    }

    [Fact]
    public async Task The_API_counts_its_answers_and_its_watchers()
    {
        await _node.GetAsync("/v1/status");
        await _node.CallAsync("GET", "/v1/names/Orders");
        await using var watch = await EventStream.OpenAsync(_node, "/v1/watch");
        await watch.NextAsync();
        var page = await PageAsync();
        Assert.Equal(1, page["naming_requests_total{naming_refusal=\"none\"}"]);
        Assert.Equal(1, page["naming_requests_total{naming_refusal=\"invalid\"}"]);
        Assert.Equal(1, page["naming_watchers"]);
        Assert.Equal(0, page["naming_metrics_dropped_total"]);
    }

    [Fact]
    public async Task Hostile_tag_values_neither_forge_a_line_nor_take_the_memory()
    {
        var counter = Meter.CreateCounter<long>("naming.test.hostile");
        for (var i = 0; i < MetricsExporter.SeriesMax * 3; i++)
        {
            counter.Add(1, new KeyValuePair<string, object?>("naming.name", $"x\"}} 1\nforged_{i} 1\\"), new KeyValuePair<string, object?>("naming.kind", null));
        }

        var page = await PageAsync();
        Assert.InRange(page.Series.Count, 2, MetricsExporter.SeriesMax + 1);
        Assert.DoesNotContain(page.Types.Keys, name => name.StartsWith("forged", StringComparison.Ordinal));
        Assert.True(page["naming_metrics_dropped_total"] >= MetricsExporter.SeriesMax);
        counter.Add(41, new KeyValuePair<string, object?>("naming.name", "x\"} 1\nforged_0 1\\"), new KeyValuePair<string, object?>("naming.kind", null));
        var later = await PageAsync();
        Assert.Contains(42, later.Series.Select(series => later[series]));
    }

    [Fact]
    public async Task Another_application_of_the_same_process_is_not_mixed_in()
    {
        await using var other = await ApiNode.StartAsync(new SoloEngine("beta"));
        other.Services.GetRequiredService<IMeterFactory>().Create("OrleansNaming").CreateCounter<long>("naming.test.elsewhere").Add(1);
        Meter.CreateCounter<long>("naming.test.here").Add(1);
        var page = await PageAsync();
        Assert.Contains("naming_test_here_total", page.Series);
        Assert.DoesNotContain("naming_test_elsewhere_total", page.Series);
    }

    [Fact]
    public async Task What_the_meter_has_stands_in_the_documentation()
    {
        await _node.GetAsync("/v1/status");
        var documentation = await File.ReadAllTextAsync(RepositoryRoot.File("docs", "api.md"), TestContext.Current.CancellationToken);
        Assert.All((await PageAsync()).Types.Keys.Where(name => !name.StartsWith("naming_test", StringComparison.Ordinal)), name => Assert.Contains($"`{name}`", documentation));
    }

    private async Task<PrometheusPage> PageAsync()
    {
        using var response = await _node.Http.GetAsync("/metrics", TestContext.Current.CancellationToken);
        Assert.Equal("text/plain; version=0.0.4; charset=utf-8", $"{response.Content.Headers.ContentType}");
        return PrometheusPage.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }
}
