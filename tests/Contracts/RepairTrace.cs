using System.Collections.Concurrent;
using System.Diagnostics;

namespace OrleansNaming.Contracts;

/// <summary>The repair of a gap as a trace: the stages of the patent's FIG 5, in their order.</summary>
public abstract class RepairTrace : IAsyncLifetime
{
    /// <summary>Other tests repair too.</summary>
    private const string Owner = "figure-5";

    private readonly ConcurrentQueue<Activity> _spans = new();
    private readonly ActivityListener _listener;
    private IEngineCluster? _cluster;

    protected RepairTrace()
    {
        _listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "OrleansNaming",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = _spans.Enqueue,
        };
        ActivitySource.AddActivityListener(_listener);
    }

    private protected abstract IEngineCluster NewCluster();

    public ValueTask InitializeAsync()
    {
        _cluster = NewCluster();
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        _listener.Dispose();
        await _cluster!.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    [Row("B13")]
    public async Task A_repair_is_one_trace_with_the_five_stages_of_figure_5_in_order()
    {
        var owner = await _cluster!.StartAsync(Owner);
        var reader = await _cluster.StartAsync("s2");
        var first = await owner.BindAsync("a");
        await _cluster.UntilAsync(() => reader.Holds(owner) == first.Stamp, "s2 holds the first version");
        _spans.Clear();

        await _cluster.LoseAsync(owner, reader, () => owner.BindAsync("lost"));
        var heard = await owner.BindAsync("heard");
        await _cluster.UntilAsync(() => reader.Holds(owner) == heard.Stamp, "s2 holds the last version");
        await _cluster.UntilAsync(() => Repairs().Count == 1, "both spans of the repair have ended");

        var (pull, serve) = Repairs().Single();
        Assert.Equal(pull.SpanId, serve.ParentSpanId);
        // A fetch that takes longer than T hears the notice again: a stage counts where it was first reached.
        var stages = pull.Events.Concat(serve.Events).OrderBy(stage => stage.Timestamp).DistinctBy(stage => stage.Name).ToList();
        Assert.Equal(["notice.stale", "request.sent", "update.packaged", "update.sent", "update.applied"], stages.Select(stage => stage.Name));
        Assert.Equal([172, 174, 176, 178, 180], stages.Select(stage => (int)stage.Tags.Single(tag => tag.Key == "naming.figure5").Value!));
        Assert.All(stages, stage => Assert.Equal(Owner, stage.Tags.Single(tag => tag.Key == "naming.owner").Value));
    }

    private List<(Activity Pull, Activity Serve)> Repairs() =>
        [.. from pull in _spans
            where pull.OperationName == "naming.pull" && pull.Events.Any(stage => stage.Name == "request.sent" && stage.Tags.Any(tag => tag.Value is Owner))
            join serve in _spans on pull.TraceId equals serve.TraceId
            where serve.OperationName == "naming.serve"
            select (pull, serve)];
}
