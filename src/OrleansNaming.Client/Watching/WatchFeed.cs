using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using OrleansNaming.InProcess;

namespace OrleansNaming.Watching;

/// <summary>
/// Turns what a replica publishes into watches: every watcher begins with the present state and then hears every event of an owner once
/// and in order, or gets a reset.
/// <para>
/// One task (the pump) owns the mirror, the history and the set of watchers, and takes jobs from one bounded queue; so a watcher joins
/// between two events, never in the middle of one, and the engine's thread only enqueues. When the queue is full (65,536 versions behind),
/// the versions that do not fit are dropped, the mirror is built anew and every watcher gets a reset: nothing is silently skipped.
/// </para>
/// <para>
/// The mirror is built from one state of the replica, which is between two versions, and drops the events of those that this state holds:
/// they may be queued, or published only later. The feed starts with its first watcher, so a process without watchers pays nothing.
/// </para>
/// </summary>
internal sealed partial class WatchFeed(
    IDirectorySource source, ILogger<WatchFeed> logger, int pendingMax = WatchFeed.PendingMax, int jobsMax = WatchFeed.JobsMax) : IDisposable
{
    /// <summary>Changes that a watcher may leave unread before it is reset.</summary>
    public const int PendingMax = 1_024;

    /// <summary>Versions and watchers that may wait for the pump.</summary>
    public const int JobsMax = 65_536;

    private readonly Channel<object> _jobs = Channel.CreateBounded<object>(new BoundedChannelOptions(jobsMax) { SingleReader = true });
    private readonly CancellationTokenSource _stop = new();
    private readonly Guid _feed = Guid.NewGuid();
    private readonly DirectoryMirror _mirror = new();
    private readonly WatchHistory _history = new();
    private readonly HashSet<Watcher> _watchers = [];
    private readonly Lock _starting = new();
    private IDisposable? _subscription;
    private volatile bool _lost;
    private ulong _sequence;

    /// <summary>The id of a batch, as a watcher may show it later to go on from there.</summary>
    public WatchPosition PositionOf(WatchBatch batch) => new(_feed, batch.Sequence);

    /// <summary>Adds a watcher of a name and what is below it.</summary>
    /// <param name="prefix">The name; empty for all.</param>
    /// <param name="resumeAfter">The last position that the watcher has, or null: begin with the present state.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public ValueTask<Watcher> JoinAsync(string prefix, WatchPosition? resumeAfter, CancellationToken cancellationToken) =>
        JoinAsync(prefix, NamingScope.Subtree, resumeAfter, cancellationToken);

    /// <summary>Adds a watcher of a name, within a scope.</summary>
    public async ValueTask<Watcher> JoinAsync(string prefix, NamingScope scope, WatchPosition? resumeAfter, CancellationToken cancellationToken)
    {
        EnsureStarted();
        var watcher = new Watcher(this, prefix, scope, pendingMax);
        try
        {
            await _jobs.Writer.WriteAsync(new Join(watcher, resumeAfter), cancellationToken).ConfigureAwait(false);
        }
        catch (ChannelClosedException)
        {
            throw new NamingException(Refusal.Stopping, "this process takes no more watchers: it is stopping, or its log says why. Watch at another server");
        }

        return watcher;
    }

    /// <summary>The watcher has read what it had, and is ready for the present state.</summary>
    public ValueTask WelcomeAgainAsync(Watcher watcher, CancellationToken cancellationToken) => SendAsync(new Again(watcher), watcher, cancellationToken);

    /// <summary>Not cancelled by anyone: a watcher that stays behind would cost for ever. The pump always makes room.</summary>
    public ValueTask LeaveAsync(Watcher watcher) => SendAsync(new Leave(watcher), watcher, CancellationToken.None);

    public void Dispose()
    {
        _subscription?.Dispose();
        _stop.Cancel();
        _jobs.Writer.TryComplete();
    }

    private async ValueTask SendAsync(object job, Watcher watcher, CancellationToken cancellationToken)
    {
        try
        {
            await _jobs.Writer.WriteAsync(job, cancellationToken).ConfigureAwait(false);
        }
        catch (ChannelClosedException)
        {
            watcher.End();
        }
    }

    private void EnsureStarted()
    {
        lock (_starting)
        {
            if (_subscription is null)
            {
                // Subscribed before the mirror is built: what is published meanwhile waits in the queue.
                _subscription = source.Subscribe(Publish);
                _ = Task.Run(PumpAsync);
            }
        }
    }

    /// <summary>On the engine's thread: only enqueues.</summary>
    private void Publish(IReadOnlyList<NamingChange> changes)
    {
        if (changes.Count > 0 && !_jobs.Writer.TryWrite(changes))
        {
            // The pump may have emptied the queue just before it could see this: then only another job makes it look, and the reset's state holds these changes.
            _lost = true;
            _jobs.Writer.TryWrite(changes);
        }
    }

    private async Task PumpAsync()
    {
        try
        {
            _mirror.Rebuild(source.Replica);
            await foreach (var job in _jobs.Reader.ReadAllAsync(_stop.Token).ConfigureAwait(false))
            {
                Take(job);
            }
        }
        catch (Exception unexpected) when (unexpected is not OperationCanceledException)
        {
            Log.PumpBroke(logger, unexpected);
        }
        catch (OperationCanceledException)
        {
            // Stopped: watchers are told below.
        }

        End();
    }

    /// <summary>Nobody waits for a pump that is gone: later watchers are refused, present ones see the end.</summary>
    private void End()
    {
        _jobs.Writer.TryComplete();
        while (_jobs.Reader.TryRead(out var job))
        {
            (job as Join)?.Watcher.End();
        }

        foreach (var watcher in _watchers)
        {
            watcher.End();
        }
    }

    private void Take(object job)
    {
        if (_lost)
        {
            _lost = false;
            ResetAll();
        }

        switch (job)
        {
            case IReadOnlyList<NamingChange> changes:
                Tell(changes);
                break;
            case Join join:
                _watchers.Add(join.Watcher);
                Begin(join);
                break;
            case Again again when _watchers.Contains(again.Watcher):
                again.Watcher.Welcome(Present(WatchBatchKind.Reset, again.Watcher));
                break;
            case Leave leave:
                _watchers.Remove(leave.Watcher);
                leave.Watcher.End();
                break;
        }
    }

    private void Begin(Join join)
    {
        var missed = join.ResumeAfter is { } position && position.Feed == _feed ? _history.After(position.Sequence, _sequence) : null;
        if (missed is null)
        {
            join.Watcher.Welcome(Present(join.ResumeAfter is null ? WatchBatchKind.Present : WatchBatchKind.Reset, join.Watcher));
            return;
        }

        foreach (var batch in missed)
        {
            join.Watcher.Deliver(batch);
        }
    }

    private void Tell(IReadOnlyList<NamingChange> changes)
    {
        var news = new List<NamingChange>(changes.Count);
        foreach (var change in changes)
        {
            if (_mirror.Accept(change) is { } accepted)
            {
                news.Add(accepted);
            }
        }

        if (news.Count == 0)
        {
            return;
        }

        var batch = new WatchBatch(WatchBatchKind.Change, news, ++_sequence);
        _history.Add(batch);
        foreach (var watcher in _watchers)
        {
            watcher.Deliver(batch);
        }
    }

    private WatchBatch Present(WatchBatchKind kind, Watcher watcher) => new(kind, _mirror.Present(watcher.Prefix, watcher.Scope), _sequence);

    private void ResetAll()
    {
        _mirror.Rebuild(source.Replica);
        _history.Clear();
        _sequence++;
        foreach (var watcher in _watchers)
        {
            watcher.FallBehind(); // so that however often this happens, one present state is on its way at most
        }
    }

    private sealed record Join(Watcher Watcher, WatchPosition? ResumeAfter);

    private sealed record Again(Watcher Watcher);

    private sealed record Leave(Watcher Watcher);

    private static partial class Log
    {
        [LoggerMessage(2401, LogLevel.Error, "The watch feed broke and ended; watches fail until the process restarts", EventName = "WatchFeedBroke")]
        public static partial void PumpBroke(ILogger logger, Exception exception);
    }
}
