namespace OrleansNaming.Lan.Pulls;

/// <summary>Reads what the other end says to be so long. The buffer grows as bytes come: a stated length alone must not make this node allocate.</summary>
internal static class StatedLength
{
    /// <param name="body">Where from.</param>
    /// <param name="length">The bytes that were stated; above 0, and within the caller's cap.</param>
    /// <param name="first">The bytes to begin with; then the buffer doubles.</param>
    /// <param name="mayTake">Asked before each allocation whether so many bytes more may be taken.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>The bytes; null when fewer came, or no more may be taken.</returns>
    public static async ValueTask<byte[]?> ReadAsync(Stream body, int length, int first, Func<int, bool> mayTake, CancellationToken cancellationToken)
    {
        byte[] buffer = [];
        for (var filled = 0; filled < length;)
        {
            if (filled == buffer.Length)
            {
                var size = Math.Min(length, Math.Max(first, buffer.Length * 2));
                if (!mayTake(size - buffer.Length))
                {
                    return null;
                }

                Array.Resize(ref buffer, size);
            }

            var read = await body.ReadAsync(buffer.AsMemory(filled), cancellationToken).ConfigureAwait(false);
            if (read == 0)
            {
                return null;
            }

            filled += read;
        }

        return buffer;
    }
}
