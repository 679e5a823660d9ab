using System.Threading.Channels;

namespace OrleansNaming.Watching;

/// <summary>
/// One reader of a feed. What it has not read yet is bounded; beyond, it is told nothing until it asks, and then gets one reset and the
/// present state, however long it was away.
/// </summary>
internal sealed class Watcher(WatchFeed feed, string prefix, NamingScope scope, int pendingMax) : IAsyncDisposable
{
    /// <summary>Null stands for "you were too slow". Invariant: at most one null, and nothing after it, until the feed welcomes it again.</summary>
    private readonly Channel<WatchBatch?> _batches = Channel.CreateUnbounded<WatchBatch?>(new() { SingleReader = true });

    /// <summary>
    /// Changes that wait to be read. A present state does not count: one is on its way at most, and a reader that has just begun to read
    /// it is not slow.
    /// </summary>
    private int _pending;

    /// <summary>Only used by the feed's thread.</summary>
    private bool _isBehind;

    public string Prefix => prefix;

    public NamingScope Scope => scope;

    /// <summary>The next batch, or null when the feed ended.</summary>
    public async ValueTask<WatchBatch?> ReadAsync(CancellationToken cancellationToken)
    {
        while (await _batches.Reader.WaitToReadAsync(cancellationToken).ConfigureAwait(false))
        {
            if (!_batches.Reader.TryRead(out var batch))
            {
                continue;
            }

            if (batch is not null)
            {
                Interlocked.Add(ref _pending, batch.Kind == WatchBatchKind.Change ? -batch.Changes.Count : 0);
                return batch;
            }

            await feed.WelcomeAgainAsync(this, cancellationToken).ConfigureAwait(false);
        }

        return null;
    }

    public ValueTask DisposeAsync() => feed.LeaveAsync(this);

    /// <summary>Hands over a present state, whatever its size: one is needed, and only one is on its way.</summary>
    public void Welcome(WatchBatch present)
    {
        _isBehind = false;
        _batches.Writer.TryWrite(present);
    }

    /// <summary>Hands over what concerns this watcher, or notes that it is too slow.</summary>
    public void Deliver(WatchBatch batch)
    {
        if (_isBehind || Concerning(batch) is not { } mine)
        {
            return;
        }

        if (Volatile.Read(ref _pending) >= pendingMax)
        {
            FallBehind();
            return;
        }

        Interlocked.Add(ref _pending, mine.Changes.Count);
        _batches.Writer.TryWrite(mine);
    }

    /// <summary>It is told nothing more until it has read what it has; then it gets a reset.</summary>
    public void FallBehind()
    {
        if (!_isBehind)
        {
            _isBehind = true;
            _batches.Writer.TryWrite(null);
        }
    }

    public void End() => _batches.Writer.TryComplete();

    private WatchBatch? Concerning(WatchBatch batch)
    {
        if (prefix.Length == 0 && scope == NamingScope.Subtree)
        {
            return batch;
        }

        NamingChange[] mine = [.. batch.Changes.Where(change => DirectoryMirror.IsUnder(change.Name, prefix, scope))];
        return mine.Length == 0 ? null : batch with { Changes = mine };
    }
}
