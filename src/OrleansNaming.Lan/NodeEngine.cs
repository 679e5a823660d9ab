using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;
using OrleansNaming.Lan.Keys;
using OrleansNaming.Lan.Loop;
using OrleansNaming.Lan.Telemetry;
using OrleansNaming.Node;
using OrleansNaming.Replica;
using OrleansNaming.Wire;

namespace OrleansNaming.Lan;

/// <summary>
/// Core's <see cref="NamingNode"/> with a life, callers and listeners. Which network and which store stand behind it, a derived engine says by
/// <see cref="OpenAsync"/>. No decision of the protocol is made here.
/// <para>
/// What ends the engine, ends it loudly: <see cref="Ended"/> completes, every waiting and later change is refused, and the host is told.
/// </para>
/// </summary>
internal abstract partial class NodeEngine : INamingEngine, IKeyringSource, IAsyncDisposable
{
    private readonly ILogger _logger;
    private readonly TaskCompletionSource _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile NodeHost? _host;
    private volatile Keyring _keys = Keyring.Empty;

    /// <param name="server">This server's name.</param>
    /// <param name="loggers">Where logs go.</param>
    /// <param name="time">The clocks.</param>
    /// <param name="meters">Where metrics go; null where the application has no factory.</param>
    private protected NodeEngine(ServerId server, ILoggerFactory loggers, TimeProvider time, IMeterFactory? meters)
    {
        (Server, Time, Loggers) = (server, time, loggers);
        _logger = loggers.CreateLogger(GetType());
        Replica.Asker = Asker.Of(server);
        Counters = new EngineCounters((name, count) => Log.Counted(_logger, name, count));
        Meter = Parts.Add(new EngineMeter(meters));
        Listeners = new Listeners(cause => Log.CallbackFailed(_logger, cause));
        ListenToOwnNode();
    }

    public ServerId Server { get; }

    public abstract string Engine { get; }

    /// <summary>The cluster's keys as they stand now; empty where there is no keyring file.</summary>
    public Keyring Keys => _keys;

    /// <summary>Stands from the beginning, empty until the node has started: a service may take a handle in its constructor.</summary>
    public DirectoryReplica Replica { get; } = new();

    /// <summary>Complete when the engine has ended. Not before <see cref="StartAsync"/>.</summary>
    public Task<EngineEnd> Ended => _host?.Ended ?? throw new InvalidOperationException("the engine has not been started");

    /// <summary>Null until its ports stand: what came before would have nowhere to go.</summary>
    private protected NodeHost? Host => _host;

    private protected TimeProvider Time { get; }

    private protected ILoggerFactory Loggers { get; }

    /// <summary>What was opened, to be closed in reverse order.</summary>
    private protected EngineParts Parts { get; } = new();

    private protected EngineCounters Counters { get; }

    private protected EngineMeter Meter { get; }

    private protected EngineTrace Trace { get; } = new();

    private protected Listeners Listeners { get; }

    private protected Tickets Tickets { get; } = new();

    /// <summary>Opens ports and files, and returns when this server has its incarnation: from then on changes are taken.</summary>
    /// <exception cref="NamingException">It can't run here, or another live process has this server's name; the message says what to do.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            await OpenAsync(cancellationToken).ConfigureAwait(false);
            await Task.WhenAny(_opened.Task, Ended).WaitAsync(cancellationToken).ConfigureAwait(false);
            if (!_opened.Task.IsCompleted)
            {
                throw NotStarted(await Ended.ConfigureAwait(false));
            }

            Log.Started(_logger, Server, Engine);
        }
        catch
        {
            await Parts.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Drains, hands over and says goodbye (rule 10).</summary>
    /// <returns>False when that took longer than the limit: others will hide this server as a dead one.</returns>
    public async Task<bool> LeaveAsync(TimeSpan limit, CancellationToken cancellationToken)
    {
        if (_host is not { } host)
        {
            return true;
        }

        try
        {
            host.Post(new LeaveRequested());
            await host.Ended.WaitAsync(limit, Time, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (Exception e) when (e is TimeoutException or OperationCanceledException)
        {
            Log.LeftWithoutGoodbye(_logger, Server, limit);
            return false;
        }
    }

    public async Task<Completed> CommitAsync(Change change, CancellationToken cancellationToken)
    {
        if (_host is not { } host)
        {
            return new Completed(0, Refusal.NotReady, default, "this node has not started yet");
        }

        var (ticket, answer) = Tickets.Open();
        if (!answer.IsCompleted)
        {
            host.BringChange(new ChangeRequested(ticket, change));
        }

        return await answer.WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask<ChangesReply> ServeChangesAsync(ChangesRequest request, CancellationToken cancellationToken) =>
        await Running().AskAsync((node, _) => node.Answer(request), cancellationToken).ConfigureAwait(false);

    public IDisposable Subscribe(Action<IReadOnlyList<NamingChange>> onChanges) => Listeners.Changes.Add(onChanges);

    public IDisposable Observe(Action<Observation> onObservation) => Listeners.Observations.Add(onObservation);

    public async ValueTask<NodeStatus> GetStatusAsync(CancellationToken cancellationToken) =>
        Counters.AddTo(await Running().AskAsync(static (node, now) => node.Status(now), cancellationToken).ConfigureAwait(false));

    public void TellFaces(int followers, TimeSpan longestTtl) => _host?.Post(new FacesTold(followers, longestTtl));

    public ValueTask DisposeAsync() => Parts.DisposeAsync();

    /// <summary>Opens everything, and starts a host by <see cref="Run"/>.</summary>
    private protected abstract Task OpenAsync(CancellationToken cancellationToken);

    /// <summary>A host for a node whose ports are still to be opened.</summary>
    private protected NodeHost NewHost(INode node)
    {
        var host = Parts.Add(new NodeHost(node, Listeners, Tickets, Counters, Time));
        Meter.ShowQueue(() => host.Queued);
        return host;
    }

    /// <summary>The ports stand: the node starts, and changes and pulls may come.</summary>
    private protected void Run(NodeHost host, INodePorts ports, ReadOnlyMemory<byte> stored)
    {
        host.Start(ports, stored);
        _host = host;
    }

    private protected void UseKeys(Keyring keys) => _keys = keys;

    /// <summary>Takes up each later change of the keyring file, as long as the engine runs.</summary>
    private protected void WatchKeys(string path, Action<Keyring> changed) => Parts.Add(new KeyringWatch(
        path,
        keys =>
        {
            _keys = keys;
            changed(keys);
            Log.KeysTaken(_logger, path, keys.PrimaryId, keys.Ids.Count);
        },
        why => Log.KeysUnusable(_logger, why),
        Time));

    private NodeHost Running() => _host ?? throw new NamingException(Refusal.NotReady, "this node has not started yet");

    private void ListenToOwnNode()
    {
        var log = new ObservationLog(_logger);
        Listeners.Observations.Add(what =>
        {
            Meter.Observed(what);
            Trace.Observed(what);
            log.Observed(what);
            if (what.Kind == ObservationKind.IncarnationOpened && what.Owner == Server)
            {
                _opened.TrySetResult();
            }
        });
    }

    private static NamingException NotStarted(EngineEnd end) => end.Cause is { } cause
        ? throw cause
        : new NamingException(Refusal.Superseded, end.Failure ?? "the node ended before it had started");
}
