using Microsoft.AspNetCore.Http;
using OrleansNaming.Gateway.Facades;
using OrleansNaming.Gateway.Load;
using OrleansNaming.Gateway.Routes;
using OrleansNaming.Gateway.Streams;

namespace OrleansNaming.Gateway.Consul;

/// <summary>
/// Consul's blocking queries without a leader that counts. The index is made from the answer itself, so it moves exactly when the answer does, and all nodes that hold the same give the same.
/// A question is kept waiting only while the index that it brings is the present one of that very question at this node; any other is answered at once. So a client that alternates between nodes
/// sees neither a busy loop nor a list that stands still (docs/decisions/0016).
/// </summary>
internal sealed class BlockingQuery(ApiHost host, FacadeDirectory shared)
{
    /// <summary>From one look at everything to the next: each change of any name wakes who watches all of them.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    private NodeApi Api => host.Api;

    /// <param name="context">The call.</param>
    /// <param name="query">What it asks.</param>
    /// <param name="name">Which name's changes may change the answer; empty for any.</param>
    /// <param name="make">Makes the answer from the directory as it is now: the same bytes at all nodes that hold the same.</param>
    public async Task AnswerAsync(HttpContext context, ConsulQuery query, string name, Func<byte[]> make)
    {
        var pace = name.Length == 0 ? ApiPace.Bulk : ApiPace.Free;
        var (body, index) = await MakeAsync(context, pace, make).ConfigureAwait(false);
        if (query.Index == index)
        {
            body = []; // Nothing is kept for a watcher that waits.
            var caller = new StreamCaller(context, Api);
            await WaitAsync(context, query, name, make).ConfigureAwait(false);
            if (!caller.IsStill())
            {
                throw new NamingException(Refusal.Forbidden, "Permission denied: the token was taken back while this waited");
            }

            (body, index) = await MakeAsync(context, pace, make).ConfigureAwait(false);
        }

        await ConsulAnswer.BodyAsync(context, body, index).ConfigureAwait(false);
    }

    /// <summary>Until the answer is another, the time is over, or the server stops.</summary>
    private async Task WaitAsync(HttpContext context, ConsulQuery query, string name, Func<byte[]> make)
    {
        using var place = Api.TakeWatcherPlace(context);
        using var over = new CancellationTokenSource(query.Wait, Api.Time);
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(over.Token, context.RequestAborted, Api.Stopping);
        try
        {
            while (true)
            {
                using var parked = shared.Wakeups.Park(name);
                var (_, index) = await MakeAsync(context, name.Length == 0 ? ApiPace.Bulk : ApiPace.Free, make).ConfigureAwait(false);
                if (index != query.Index)
                {
                    return;
                }

                await parked.Woken.WaitAsync(ends.Token).ConfigureAwait(false);
                if (name.Length == 0)
                {
                    await Task.Delay(Pause, Api.Time, ends.Token).ConfigureAwait(false);
                }
            }
        }
        catch (OperationCanceledException) when (ends.IsCancellationRequested)
        {
            context.RequestAborted.ThrowIfCancellationRequested();
        }
    }

    private async Task<(byte[] Body, ulong Index)> MakeAsync(HttpContext context, ApiPace pace, Func<byte[]> make)
    {
        using var place = await host.Load.EnterAsync(context, pace).ConfigureAwait(false);
        if (!Api.Engine.Replica.IsComplete)
        {
            throw new NamingException(Refusal.NotReady, "No cluster leader: the directory here is not complete yet, and what is missing is not gone. Ask again in a few seconds, or ask another server");
        }

        var body = make();
        return (body, StableId.Number(body));
    }
}
