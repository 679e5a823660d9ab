using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OrleansNaming.Tracks.Gathering;
using OrleansNaming.Tracks.Node;
using OrleansNaming.Tracks.Node.Outputs;
using OrleansNaming.Tracks.Ownership;
using OrleansNaming.Tracks.Presence;
using OrleansNaming.Tracks.Stores;
using OrleansNaming.Tracks.Transport;
using OrleansNaming.Tracks.Wire;

namespace OrleansNaming.Tracks.Hosting;

/// <summary>
/// This server's part in its group: runs a <see cref="TrackNode"/> on one loop, carries out what it says, and brings back what that comes to. Bounded: <see cref="QueuedMax"/> items
/// wait; messages of other servers beyond are lost, as on a network, while answers of the store wait for room.
/// </summary>
internal sealed partial class TrackMember : BackgroundService
{
    private const int QueuedMax = 8_192;
    private static readonly TimeSpan StoreTimeout = TimeSpan.FromSeconds(10);

    private readonly TrackOptions _options;
    private readonly ITrackWork? _work;
    private readonly TrackDatabase? _database;
    private readonly IOwnershipStore? _store;
    private readonly TimeProvider _time;
    private readonly TrackClock _clock;
    private readonly ILogger<TrackMember> _logger;
    private readonly Channel<Action<TrackNode, TimeSpan>> _queue = Channel.CreateBounded<Action<TrackNode, TimeSpan>>(QueuedMax);
    private readonly SenderWindows _windows;
    private readonly TrackSeal _seal;
    private readonly TrackNetwork _network;
    private readonly BlockRuns _runs;
    private readonly TaskCompletionSource _begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private CancellationToken _stop;

    public TrackMember(
        IOptions<TrackOptions> options, IOptions<NamingOptions> naming, IEnumerable<INamingReplica> directories, IEnumerable<ITrackWork> works, IEnumerable<DecisionWork> decisions, TrackDatabases databases, IHttpClientFactory clients, TimeProvider time, ILogger<TrackMember> logger)
    {
        (_options, _work, _time, _clock, _logger) = (options.Value, MixedWork.Of(works.LastOrDefault(), decisions.LastOrDefault()), time, new TrackClock(time), logger);
        Tracks = [.. _options.Tracks];
        _database = _options.Level == TrackLevel.Fenced ? databases.Database : null;
        _store = _options.Level == TrackLevel.BestEffort ? null : _options.GetOwners() ?? (_database is null ? null : new SqlOwnershipStore(_database, _options.Group));
        Self = new Holder(new ServerId(naming.Value.Server), BootIds.New());
        _seal = new TrackSeal(_options.Key);
        var peers = new TrackPeers(_options.Group, Self.Server, directories.LastOrDefault(), _options.Peers);
        _network = new TrackNetwork(_options.Group, Self, peers, _seal, clients.CreateClient(nameof(TrackNetwork)), time);
        _runs = new BlockRuns(_work, time, _logger);
        _windows = new SenderWindows(2 * NodeOptions().Silence);
    }

    /// <summary>This start of this server.</summary>
    public Holder Self { get; }

    /// <summary>The tracks that there are: those of the options, and those that people wrote.</summary>
    public IReadOnlyList<string> Tracks { get; private set; }

    /// <summary>Whether only what a key authenticated is believed.</summary>
    public bool HasKey => _seal.HasKey;

    public long BytesSent => _network.BytesSent;

    /// <summary>Asks the node between two steps.</summary>
    public async Task<T> AskAsync<T>(Func<TrackNode, TimeSpan, T> question, CancellationToken cancellationToken)
    {
        await _begun.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
        var answer = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        await _queue.Writer.WriteAsync((node, now) => Answer(answer, question, node, now), cancellationToken).ConfigureAwait(false);
        return await answer.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Says which tracks people wrote; those of the options stay.</summary>
    /// <param name="written">Asked on the loop, so that of two who say so at once the later one does not tell what was earlier.</param>
    public Task DefineAsync(Func<IEnumerable<string>> written) => PostAsync((node, now) =>
    {
        Tracks = [.. _options.Tracks.Union(written())];
        node.Defined(Tracks, now);
    });

    /// <summary>There is new work in a track: whoever owns it looks now and not at the next cycle.</summary>
    public Task WakeAsync(string track) => PostAsync((node, now) => node.Wake(track, now));

    /// <summary>A message of another server came.</summary>
    /// <returns>Whether it was taken.</returns>
    public bool Receive(ReadOnlyMemory<byte> bytes)
    {
        if (!_seal.TryOpen(bytes, out var envelope) || envelope.Group != _options.Group || !_windows.TryAccept(envelope.Sender, envelope.Sequence, _clock.Now))
        {
            return false;
        }

        Action<TrackNode, TimeSpan>? what = envelope.Kind switch
        {
            TrackMessageKind.Advert when TrackAdvertCodec.Decode(envelope.Body.Span) is { } advert && advert.Sender == envelope.Sender => (node, now) => node.Heard(advert, now),
            TrackMessageKind.Block when Blocks.BlockCodec.DecodeBlock(envelope.Body.Span) is { } block && block.Token.Holder == envelope.Sender => (node, now) => node.BlockHeard(block, now),
            TrackMessageKind.Word when Blocks.BlockCodec.DecodeWord(envelope.Body.Span) is { } word && word.Token.Holder == Self => (node, now) => node.WordHeard(envelope.Sender, word, now),
            TrackMessageKind.Wake when TrackWords.Woken(envelope.Body.Span) is { } track => (node, now) => node.WakeHeard(track, now),
            _ => null,
        };
        return what is not null && _queue.Writer.TryWrite(what);
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        _stop = stoppingToken;
        if (_database is not null)
        {
            await MigrateAsync(stoppingToken).ConfigureAwait(false);
        }

        var node = new TrackNode(NodeOptions(), _clock.Now);
        var outputs = new List<TrackOutput>();
        Step(node, outputs, (n, now) => n.Defined(Tracks, now));
        _begun.TrySetResult();
        while (!stoppingToken.IsCancellationRequested)
        {
            while (_queue.Reader.TryRead(out var item))
            {
                Step(node, outputs, item);
            }

            Step(node, outputs, static (n, now) => n.Tick(now));
            await WaitAsync(node.DueAt - _clock.Now, stoppingToken).ConfigureAwait(false);
        }

        await LeaveAsync(node, outputs).ConfigureAwait(false);
    }

    /// <summary>What a question throws is its asker's: the loop goes on.</summary>
    private static void Answer<T>(TaskCompletionSource<T> answer, Func<TrackNode, TimeSpan, T> question, TrackNode node, TimeSpan now)
    {
        try
        {
            answer.TrySetResult(question(node, now));
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            answer.TrySetException(e);
        }
    }

    private TrackNodeOptions NodeOptions() => new()
    {
        Group = _options.Group,
        Self = Self,
        Level = _options.Level,
        Interval = _options.Interval,
        Slots = _work is null ? 0 : _options.Slots,
        BlockRecords = _options.BlockRecords,
        BlockLease = _options.BlockLease,
        PreemptsMaster = _options.PreemptsMaster,
        ReleasesSurplus = _options.ReleasesSurplus,
        PrefersFreeSlots = _options.PrefersFreeSlots,
    };

    private async Task MigrateAsync(CancellationToken stop)
    {
        while (true)
        {
            try
            {
                await _database!.MigrateAsync(stop).ConfigureAwait(false);
                return;
            }
            catch (Exception e) when (e is System.Data.Common.DbException or TimeoutException)
            {
                Log.StoreFailed(_logger, "migrate", e.Message);
                await Task.Delay(TimeSpan.FromSeconds(1), _time, stop).ConfigureAwait(false);
            }
        }
    }

    private async Task WaitAsync(TimeSpan span, CancellationToken stop)
    {
        if (span <= TimeSpan.Zero)
        {
            return;
        }

        using var due = CancellationTokenSource.CreateLinkedTokenSource(stop);
        due.CancelAfter(span < TimeSpan.FromSeconds(1) ? span : TimeSpan.FromSeconds(1)); // a timer stands still while the machine sleeps
        try
        {
            await _queue.Reader.WaitToReadAsync(due.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // It is time.
        }
    }

    private void Step(TrackNode node, List<TrackOutput> outputs, Action<TrackNode, TimeSpan> what)
    {
        what(node.Into(outputs), _clock.Now);
        foreach (var output in outputs)
        {
            CarryOut(output);
        }

        outputs.Clear();
    }

    /// <summary>Gives everything back, says so, and waits a little for both to arrive.</summary>
    private async Task LeaveAsync(TrackNode node, List<TrackOutput> outputs)
    {
        node.Into(outputs).Leave(_clock.Now);
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(2), _time);
        _stop = patience.Token;
        await _runs.StopAsync().ConfigureAwait(false);
        var last = new List<Task>();
        foreach (var output in outputs)
        {
            if (output is ReleaseTrack release && _store is not null)
            {
                last.Add(TryAsync("release", () => _store.ReleaseAsync(release.Token, patience.Token)));
            }
            else
            {
                CarryOut(output);
            }
        }

        await Task.WhenAll(last).ConfigureAwait(false);
        await _network.FlushAsync().ConfigureAwait(false);
    }
}
