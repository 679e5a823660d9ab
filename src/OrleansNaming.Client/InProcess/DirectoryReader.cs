using System.Runtime.CompilerServices;
using OrleansNaming.Resolution;
using OrleansNaming.Tree;
using OrleansNaming.Watching;

namespace OrleansNaming.InProcess;

/// <summary>Resolve, list and watch from the replica in this process: the same for a node and for a follower.</summary>
internal sealed class DirectoryReader(IDirectorySource source, AppliedSignal applied, WatchFeed feed, TimeProvider time)
{
    /// <summary>Names on one page of a listing.</summary>
    public const int PageSize = 256;

    /// <summary>The longest wait for a demanded state.</summary>
    public static readonly TimeSpan TimeoutMax = TimeSpan.FromMinutes(5);

    /// <summary>For this process itself.</summary>
    public Task<InstanceSet> ResolveAsync(string name, ResolveOptions? options, CancellationToken cancellationToken) =>
        ResolveAsync(name, options, asker: null, cancellationToken);

    /// <param name="name">The full path.</param>
    /// <param name="options">What is asked beyond the name.</param>
    /// <param name="asker">Who asks; null for this process itself. Another's question is never answered as this process's own.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<InstanceSet> ResolveAsync(string name, ResolveOptions? options, Asker? asker, CancellationToken cancellationToken)
    {
        if (options is not { Demands: true })
        {
            return Resolve(name, options, asker);
        }

        NameArgument.ThrowIfInvalid(name);
        await ReachAsync(options, cancellationToken).ConfigureAwait(false);
        var found = Resolve(name, options, asker);
        options.Session?.Saw(source.Replica.Seen(source.Replica.Peek(name)), ReadSession.TooMany(source.Replica.Owners.Count));
        return found;
    }

    /// <summary>What is held now; nothing is waited for.</summary>
    public InstanceSet Resolve(string name, ResolveOptions? options, Asker? asker = null)
    {
        NameArgument.ThrowIfInvalid(name);
        var found = TreeReader.Resolve(source.Replica, name);
        return found.Count == 0 && !source.Replica.IsComplete
            ? throw new NamingException(Refusal.NotReady, $"the directory here is not complete yet, and '{name}' is not in what has arrived: ask again in a few seconds, or ask another server")
            : ResolutionPipeline.Narrow(found, options, asker: asker ?? source.Replica.Asker);
    }

    /// <summary>Why a name resolves to what it does, now. Not <see cref="ReadOptions.AtLeast"/>: nothing is waited for.</summary>
    public async Task<Explanation> ExplainAsync(string name, ResolveOptions? options, Asker? asker, CancellationToken cancellationToken)
    {
        NameArgument.ThrowIfInvalid(name);
        var heard = await source.HeardAsync(cancellationToken).ConfigureAwait(false);
        var context = new ExplainContext(source.NodeName, heard, time.GetUtcNow().ToUnixTimeMilliseconds());
        return new Explainer(source.Replica, context).Explain(name, options, asker ?? source.Replica.Asker);
    }

    public Task<NameList> ListAsync(string context, string? after, int limit = PageSize)
    {
        NameArgument.ThrowIfNoContext(context);
        return Task.FromResult(source.Replica.List(context, after, limit));
    }

    /// <summary>The same, from a state that was demanded.</summary>
    public async Task<NameList> ListAsync(string context, string? after, ReadOptions options, CancellationToken cancellationToken, int limit = PageSize)
    {
        NameArgument.ThrowIfNoContext(context);
        await ReachAsync(options, cancellationToken).ConfigureAwait(false);
        var list = source.Replica.List(context, after, limit);
        options.Session?.Saw(source.Replica.Seen(null), ReadSession.TooMany(source.Replica.Owners.Count));
        return list;
    }

    /// <summary>The same, beginning with a state that was demanded.</summary>
    public async IAsyncEnumerable<NamingChange> WatchAsync(string name, ReadOptions options, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        NameArgument.ThrowIfNoContext(name);
        await ReachAsync(options, cancellationToken).ConfigureAwait(false);
        await foreach (var change in WatchAsync(name, cancellationToken).ConfigureAwait(false))
        {
            yield return change;
        }
    }

    public IAsyncEnumerable<NamingChange> WatchAsync(string name, CancellationToken cancellationToken) =>
        WatchAsync(name, NamingScope.Subtree, cancellationToken);

    /// <summary>The same, within a scope.</summary>
    public async IAsyncEnumerable<NamingChange> WatchAsync(string name, NamingScope scope, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        NameArgument.ThrowIfNoContext(name);
        await using var watcher = await feed.JoinAsync(name, scope, resumeAfter: null, cancellationToken).ConfigureAwait(false);
        while (await watcher.ReadAsync(cancellationToken).ConfigureAwait(false) is { } batch)
        {
            if (batch.Kind == WatchBatchKind.Reset)
            {
                yield return new NamingChange(ChangeKind.Reset, "", null, default, default);
            }

            foreach (var change in batch.Changes)
            {
                yield return change;
            }
        }
    }

    /// <summary>Waits until what is held contains what is demanded.</summary>
    /// <exception cref="NamingException">It was not reached in time, or is lost.</exception>
    public async Task ReachAsync(ReadOptions options, CancellationToken cancellationToken)
    {
        var timeout = options.Timeout;
        var wait = timeout < TimeSpan.Zero ? TimeSpan.Zero : timeout > TimeoutMax ? TimeoutMax : timeout;
        var seen = options.Session?.Seen;
        using var deadline = new CancellationTokenSource(wait, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        while (true)
        {
            var next = applied.Next;
            var (verdict, missing) = ReadRule.Judge(source.Replica, options.AtLeast, seen);
            switch (verdict)
            {
                case ReadVerdict.Contained:
                    return;
                case ReadVerdict.Lost:
                    throw new NamingException(Refusal.WriteLost, $"the write {missing} was lost with its server's storage: '{missing.Server}' began a later life without it. Write again");
            }

            try
            {
                await next.WaitAsync(either.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                throw new NamingException(Refusal.NotReached, NotReached(missing, wait));
            }
        }
    }

    private string NotReached(Token token, TimeSpan wait)
    {
        var owner = source.Replica.Find(token.Server);
        var held = owner?.Advertisement is null ? $"nothing of '{token.Server}' is held here"
            : !owner.IsShown ? $"'{token.Server}' is silent, last held {new Token(token.Server, owner.Stamp)}"
            : $"held here is {new Token(token.Server, owner.Stamp)}";
        return $"not reached within {wait.TotalSeconds:0.###} s: {token} is demanded, {held}. Wait longer, or read without atLeast";
    }
}
