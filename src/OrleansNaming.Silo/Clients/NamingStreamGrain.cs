using System.Runtime.CompilerServices;
using Microsoft.Extensions.Options;
using Orleans.Concurrency;
using Orleans.Placement;
using OrleansNaming.Grains;
using OrleansNaming.InProcess;
using OrleansNaming.Node;
using OrleansNaming.Telling;
using OrleansNaming.Watching;
using OrleansNaming.Wire.Clients;

namespace OrleansNaming.Silo.Clients;

/// <inheritdoc cref="INamingStreamGrain"/>
/// <remarks>Never moved: what it tells is this silo's.</remarks>
[PreferLocalPlacement]
[Immovable]
[Reentrant]
internal sealed class NamingStreamGrain(
    INamingEngine engine, Teller teller, WatchFeed feed, DirectoryReader reader, IOptions<NamingOptions> naming, TimeProvider time) : Grain, INamingStreamGrain
{
    public async IAsyncEnumerable<byte[]> FollowAsync(byte[] have, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var hello = new FollowHello(naming.Value.Cluster, engine.Server.Value);
        await foreach (var word in teller.TellAsync(hello, HeldCodec.Decode(have) ?? [], INamingStreamGrain.Heartbeat, cancellationToken).ConfigureAwait(true))
        {
            yield return FollowCodec.Encode(word);
        }
    }

    public IAsyncEnumerable<byte[]> WatchAsync(string name, string? after, CancellationToken cancellationToken) =>
        WatchAsync(name, NamingScope.Subtree, after, static () => "", cancellationToken);

    public IAsyncEnumerable<byte[]> WatchAsync(string name, int scope, string? after, CancellationToken cancellationToken) =>
        WatchAsync(name, (NamingScope)scope, after, static () => "", cancellationToken);

    public async IAsyncEnumerable<byte[]> WatchAsync(
        string name, string? after, string? atLeast, string seen, TimeSpan wait, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (await BehindAsync(atLeast, seen, wait, cancellationToken).ConfigureAwait(true) is { } behind)
        {
            yield return WatchStepCodec.Encode(new WatchStep(false, "", []) { Refusal = behind.Refusal, Message = behind.Message });
            yield break;
        }

        await foreach (var step in WatchAsync(name, NamingScope.Subtree, after, Seen, cancellationToken).ConfigureAwait(true))
        {
            yield return step;
        }
    }

    /// <summary>Why what is demanded is not here; null when it is.</summary>
    private async Task<NamingException?> BehindAsync(string? atLeast, string seen, TimeSpan wait, CancellationToken cancellationToken)
    {
        Token write = default;
        if ((atLeast is not null && !Token.TryParse(atLeast, out write)) || !ReadToken.TryParse(seen, out var known))
        {
            return new NamingException(Refusal.Invalid, $"'{atLeast}' or '{seen}' is no token");
        }

        try
        {
            await reader.ReachAsync(new ReadOptions { AtLeast = atLeast is null ? null : write, Session = new ReadSession(known), Timeout = wait }, cancellationToken).ConfigureAwait(true);
            return null;
        }
        catch (NamingException notReached)
        {
            return notReached;
        }
    }

    /// <summary>What is held now: no less than what the step that is about to be sent shows.</summary>
    private string Seen() => engine.Replica.Seen(null)?.ToString() ?? $"!{ReadSession.TooMany(engine.Replica.Owners.Count)}";

    private async IAsyncEnumerable<byte[]> WatchAsync(string name, NamingScope scope, string? after, Func<string> seen, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        NameArgument.ThrowIfNoContext(name);
        // What is no position is one that this silo does not have: the watch begins with a reset.
        WatchPosition? position = after is null ? null : WatchPosition.TryParse(after, out var told) ? told : default(WatchPosition);
        await using var watcher = await feed.JoinAsync(name, scope, position, cancellationToken).ConfigureAwait(true);
        var next = watcher.ReadAsync(cancellationToken).AsTask();
        while (true)
        {
            await Task.WhenAny(next, Task.Delay(INamingStreamGrain.Heartbeat, time, cancellationToken)).ConfigureAwait(true);
            if (!next.IsCompleted)
            {
                cancellationToken.ThrowIfCancellationRequested();
                yield return WatchStepCodec.Encode(new WatchStep(false, "", []));
                continue;
            }

            if (await next.ConfigureAwait(true) is not { } batch)
            {
                yield break;
            }

            yield return WatchStepCodec.Encode(new WatchStep(batch.Kind == WatchBatchKind.Reset, feed.PositionOf(batch).ToString(), batch.Changes) { Seen = seen() });
            next = watcher.ReadAsync(cancellationToken).AsTask();
        }
    }
}
