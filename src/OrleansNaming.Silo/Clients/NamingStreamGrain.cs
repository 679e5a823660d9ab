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
internal sealed class NamingStreamGrain(INamingEngine engine, Teller teller, WatchFeed feed, IOptions<NamingOptions> naming, TimeProvider time) : Grain, INamingStreamGrain
{
    public async IAsyncEnumerable<byte[]> FollowAsync(byte[] have, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var hello = new FollowHello(naming.Value.Cluster, engine.Server.Value);
        await foreach (var word in teller.TellAsync(hello, HeldCodec.Decode(have) ?? [], INamingStreamGrain.Heartbeat, cancellationToken).ConfigureAwait(true))
        {
            yield return FollowCodec.Encode(word);
        }
    }

    public async IAsyncEnumerable<byte[]> WatchAsync(string name, string? after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        NameArgument.ThrowIfNoContext(name);
        // What is no position is one that this silo does not have: the watch begins with a reset.
        WatchPosition? position = after is null ? null : WatchPosition.TryParse(after, out var told) ? told : default(WatchPosition);
        await using var watcher = await feed.JoinAsync(name, position, cancellationToken).ConfigureAwait(true);
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

            yield return WatchStepCodec.Encode(new WatchStep(batch.Kind == WatchBatchKind.Reset, feed.PositionOf(batch).ToString(), batch.Changes));
            next = watcher.ReadAsync(cancellationToken).AsTask();
        }
    }
}
