using System.Runtime.CompilerServices;

namespace OrleansNaming.Asking;

/// <summary>Reads what a silo says for long, and ends when it falls silent: a frozen silo's gateway says nothing, and takes half a minute of Orleans to give up on.</summary>
internal static class SiloStream
{
    /// <param name="open">Begins the stream.</param>
    /// <param name="silenceMax">How long nothing may come.</param>
    /// <param name="time">Its clock.</param>
    /// <param name="ends">Ends it.</param>
    /// <exception cref="IOException">The silo ended it, is gone, or was silent for too long.</exception>
    public static async IAsyncEnumerable<byte[]> ReadAsync(
        Func<CancellationToken, IAsyncEnumerable<byte[]>> open, TimeSpan silenceMax, TimeProvider time, [EnumeratorCancellation] CancellationToken ends)
    {
        var stop = CancellationTokenSource.CreateLinkedTokenSource(ends);
        var words = open(stop.Token).GetAsyncEnumerator(stop.Token);
        var next = Task.FromResult(true);
        try
        {
            while (true)
            {
                next = words.MoveNextAsync().AsTask();
                if (!await HasNextAsync(next, silenceMax, time, ends).ConfigureAwait(false))
                {
                    throw new IOException("the silo ended the stream");
                }

                yield return words.Current;
            }
        }
        finally
        {
            // Not waited for: it may take as long as the silo is frozen.
            _ = EndAsync(words, next, stop);
        }
    }

    private static async Task<bool> HasNextAsync(Task<bool> next, TimeSpan silenceMax, TimeProvider time, CancellationToken ends)
    {
        try
        {
            return await next.WaitAsync(silenceMax, time, ends).ConfigureAwait(false);
        }
        catch (TimeoutException) when (!next.IsCompleted)
        {
            throw new IOException($"the silo was silent for {silenceMax.TotalSeconds:0.#} s");
        }
        catch (Exception lost) when (lost is not (OutOfMemoryException or NamingException) && !ends.IsCancellationRequested)
        {
            throw new IOException(lost.Message, lost);
        }
    }

    private static async Task EndAsync(IAsyncEnumerator<byte[]> words, Task<bool> next, CancellationTokenSource stop)
    {
        await stop.CancelAsync().ConfigureAwait(false);
        await ((Task)next).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await words.DisposeAsync().AsTask().ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        stop.Dispose();
    }
}
