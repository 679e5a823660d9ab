using System.Collections.Concurrent;
using System.Diagnostics;
using OrleansNaming.Contracts;

namespace OrleansNaming.Engines.Tests.Lan;

/// <summary>The repair of a gap as a trace: the stages of the patent's FIG 5, in their order.</summary>
[On(Engine.Lan)]
public sealed class LanTraceTests : IAsyncLifetime
{
    private readonly ConcurrentQueue<Activity> _spans = new();
    private readonly LanCluster _cluster = new();
    private readonly ActivityListener _listener;

    public LanTraceTests()
    {
        _listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "OrleansNaming",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = _spans.Enqueue,
        };
        ActivitySource.AddActivityListener(_listener);
    }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        _listener.Dispose();
        await _cluster.DisposeAsync();
    }

    [Fact]
    [Row("B13")]
    public async Task A_repair_is_one_trace_with_the_five_stages_of_figure_5_in_order()
    {
        var owner = await _cluster.StartAsync("s1");
        var reader = await _cluster.StartAsync("s2");
        var first = await owner.BindAsync("a");
        await _cluster.UntilAsync(() => reader.Holds(owner) == first.Stamp, "s2 holds the first version");
        _spans.Clear();

        _cluster.Lose = delivery => delivery is { From: "s1", To: "s2" };
        await owner.BindAsync("lost");
        _cluster.Lose = null;
        var heard = await owner.BindAsync("heard");
        await _cluster.UntilAsync(() => reader.Holds(owner) == heard.Stamp, "s2 holds the last version");
        await owner.BindAsync("later"); // its notice comes behind the end of the spans
        await _cluster.UntilAsync(() => _spans.Any(span => span.OperationName == "naming.serve"), "the owner's span has ended");

        var pull = _spans.Single(span => span.OperationName == "naming.pull" && span.Events.Any(stage => stage.Name == "request.sent"));
        var serve = _spans.Single(span => span.OperationName == "naming.serve" && span.TraceId == pull.TraceId);
        Assert.Equal(pull.SpanId, serve.ParentSpanId);
        var stages = pull.Events.Concat(serve.Events).OrderBy(stage => stage.Timestamp).ToList();
        Assert.Equal(
            ["notice.stale", "request.sent", "update.packaged", "update.sent", "update.applied"],
            stages.Select(stage => stage.Name));
        Assert.Equal([172, 174, 176, 178, 180], stages.Select(stage => (int)stage.Tags.Single(tag => tag.Key == "naming.figure5").Value!));
        Assert.All(stages, stage => Assert.Equal("s1", stage.Tags.Single(tag => tag.Key == "naming.owner").Value));
    }
}
