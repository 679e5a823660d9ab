using OrleansNaming.Gateway.Routes;

namespace OrleansNaming.Gateway.Streams;

/// <summary>Keeps an idle stream audible, to who may hear it: a comment at every interval in which nothing else was to be said.</summary>
internal sealed class Heartbeat(SseWriter stream, StreamCaller caller, NodeApi api)
{
    /// <summary>Waits for something, and sends comments meanwhile.</summary>
    /// <returns>What came; null when the caller may hear nothing more.</returns>
    public async Task<T?> WhileAsync<T>(Task<T?> something, CancellationToken ends)
        where T : class
    {
        while (!await EndsInTimeAsync(something, ends).ConfigureAwait(false))
        {
            if (!caller.IsStill())
            {
                return null;
            }

            await stream.CommentAsync(ends).ConfigureAwait(false);
        }

        var came = await something.ConfigureAwait(false);
        return caller.IsStill() ? came : null;
    }

    private async Task<bool> EndsInTimeAsync(Task something, CancellationToken ends)
    {
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(ends);
        var silence = Task.Delay(api.Options.Heartbeat, api.Time, enough.Token);
        var first = await Task.WhenAny(something, silence).ConfigureAwait(false);
        await enough.CancelAsync().ConfigureAwait(false);
        return first == something || ends.IsCancellationRequested;
    }
}
