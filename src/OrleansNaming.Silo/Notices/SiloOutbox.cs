namespace OrleansNaming.Silo.Notices;

/// <summary>
/// Datagrams on their way to one silo. Orleans hands each message that comes in to the thread pool, so two that are on their way together often change
/// places, and a later version before an earlier one costs a fetch. So one message is on its way at a time, with all that waits; the first of a burst leaves at
/// once. A silo that does not answer has its own time-out, and holds up no other.
/// </summary>
internal sealed class SiloOutbox(INamingSilo silo, byte[] source, TimeProvider time)
{
    /// <summary>Datagrams that wait; beyond, one is dropped, as on a full network. Repeats heal it (rule 5).</summary>
    public const int WaitingMax = 1_024;

    /// <summary>Datagrams in one message: at most 77 KiB.</summary>
    private const int BatchMax = 64;

    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(2);

    private readonly Queue<byte[]> _waiting = [];
    private bool _isSending;

    public bool Send(byte[] datagram)
    {
        lock (_waiting)
        {
            if (_waiting.Count >= WaitingMax)
            {
                return false;
            }

            _waiting.Enqueue(datagram);
            if (_isSending)
            {
                return true;
            }

            _isSending = true;
        }

        _ = SendAllAsync();
        return true;
    }

    private async Task SendAllAsync()
    {
        while (Take() is { Length: > 0 } batch)
        {
            try
            {
                await silo.DeliverAsync(batch, source).WaitAsync(Timeout, time).ConfigureAwait(false);
            }
            catch (Exception e) when (e is not OutOfMemoryException)
            {
                // Lost, as on a network: the membership tells whether that silo is dead, and repeats heal the rest.
            }
        }
    }

    private byte[][] Take()
    {
        lock (_waiting)
        {
            var batch = new byte[Math.Min(_waiting.Count, BatchMax)][];
            for (var i = 0; i < batch.Length; i++)
            {
                batch[i] = _waiting.Dequeue();
            }

            _isSending = batch.Length > 0;
            return batch;
        }
    }
}
