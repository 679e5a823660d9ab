using OrleansNaming.Gateway.Routes;

namespace OrleansNaming.Gateway.Streams;

/// <summary>Keeps an idle stream audible: a comment at every interval in which nothing else was to be said.</summary>
internal sealed class Heartbeat(SseWriter stream, NodeApi api)
{
    /// <summary>Waits for something, and sends comments meanwhile.</summary>
    public async Task<T> WhileAsync<T>(Task<T> something, CancellationToken ends)
    {
        while (!await EndsInTimeAsync(something, ends).ConfigureAwait(false))
        {
            await stream.CommentAsync(ends).ConfigureAwait(false);
        }

        return await something.ConfigureAwait(false);
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
