using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using OrleansNaming.Tracks.Definitions;
using OrleansNaming.Tracks.Gathering;
using OrleansNaming.Tracks.Language;
using OrleansNaming.Tracks.Ownership;
using OrleansNaming.Tracks.Steps;
using OrleansNaming.Tracks.Stores;
using OrleansNaming.Tracks.Telemetry;
using OrleansNaming.Tracks.Triggers;

namespace OrleansNaming.Tracks.Tests.Steps;

/// <summary>What one server has of decision tracks, on a database that is there; a new one is a restart.</summary>
internal sealed class DecisionServer
{
    private readonly DefinitionBook _book;
    private readonly SqlDefinitionStore _store;

    public DecisionServer(TrackDatabase database, TimeProvider time, IReadOnlyDictionary<string, TrackConnectionOptions>? connections = null)
    {
        _store = new SqlDefinitionStore(database, "g");
        _book = new DefinitionBook(_store);
        Records = new SqlRecordStore(database, "g");
        Connections = new TrackConnections(database, name => connections?.GetValueOrDefault(name), name => name == "the secret" ? Secret : null, TimeProvider.System);
        Triggers = new TriggerBoard(new SqlTriggerStore(database, "g"), Connections, time);
        var runner = new StepRunner(
            Records, _book, new StepPlanner(new TransactionalActions(database, "g"), "g"), new OutsideActions(Http, host => host == "ops", new Dictionary<string, ITrackAction> { ["note"] = Actions }), time, Meter);
        Work = new DecisionWork(_book, Records, new SourceReader(Connections), Triggers, runner, TimeSpan.FromSeconds(15), time, NullLogger<DecisionWork>.Instance);
    }

    /// <summary>The connection string that stands in the configuration as "the secret".</summary>
    public string? Secret { get; init; }

    public RecordedActions Actions { get; } = new();

    public ScriptedHttp Http { get; } = new();

    public TrackMeter Meter { get; } = new(new ServiceCollection().AddMetrics().BuildServiceProvider().GetRequiredService<IMeterFactory>());

    public SqlRecordStore Records { get; }

    public TrackConnections Connections { get; }

    public TriggerBoard Triggers { get; }

    public DecisionWork Work { get; }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Keeps a definition as the next version and reads it.</summary>
    public async Task<TrackDefinition> DefineAsync(string text, DateTimeOffset saved = default)
    {
        var reading = TrackText.Parse(text);
        Assert.Empty(reading.Errors);
        var definition = reading.Value!;
        Assert.True(await _store.AddAsync(StoredDefinition.Of(definition.Id, definition.Version, TrackText.Print(definition), saved == default ? DateTimeOffset.UnixEpoch : saved), Cancel));
        await RefreshAsync();
        return definition;
    }

    public Task<TrackDefinition?> DefinitionAsync(string track) => _book.FindAsync(track, 1, Cancel);

    public Task RefreshAsync() => _book.RefreshAsync(Cancel);

    /// <summary>One cycle of an owner that works itself (row E10).</summary>
    /// <returns>The records that it took along.</returns>
    public async Task<IReadOnlyList<string>> CycleAsync(TrackToken token, int limit = 10_000)
    {
        var found = await Work.SearchAsync(token, limit, Cancel);
        var done = new List<string>();
        Assert.True(await Work.RunAsync(token, found, through => { done.AddRange(through); return Task.CompletedTask; }, Cancel));
        Assert.Equal(found.Order(StringComparer.Ordinal), done.Order(StringComparer.Ordinal)); // each is told once
        return found;
    }
}
