using Microsoft.AspNetCore.Http;

namespace OrleansNaming.Lan.Pulls;

/// <summary>
/// Reads the bodies of pulls. Whoever sends one has proven nothing yet, so it takes no place among the pulls that wait for the node, has
/// <see cref="PullSettings.TransferTimeout"/> and no more, and takes memory only for bytes that have come. All bodies together take at most
/// <see cref="PullSettings.BodiesBytesMax"/>; a further one is answered 503.
/// </summary>
internal sealed class PullBodies(TimeProvider time)
{
    /// <summary>As small as this, since it is taken for a single byte: all streams of all connections together stay below the bound by it.</summary>
    private const int FirstBytes = 1 << 10;

    private long _held;

    /// <returns>The body, or the status that says why there is none.</returns>
    public async ValueTask<(byte[]? Bytes, int Failure)> ReadAsync(HttpRequest request)
    {
        if (request.ContentType != PullProtocol.ContentType)
        {
            return (null, StatusCodes.Status415UnsupportedMediaType);
        }

        if (request.ContentLength is not (> 0 and <= Limits.BodyBytes))
        {
            return (null, StatusCodes.Status413PayloadTooLarge);
        }

        using var deadline = new CancellationTokenSource(PullSettings.TransferTimeout, time);
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, request.HttpContext.RequestAborted);
        try
        {
            return await ReadAsync(request.Body, (int)request.ContentLength.Value, ends.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            return (null, deadline.IsCancellationRequested ? StatusCodes.Status408RequestTimeout : StatusCodes.Status400BadRequest);
        }
    }

    private async ValueTask<(byte[]? Bytes, int Failure)> ReadAsync(Stream body, int length, CancellationToken cancellationToken)
    {
        var (mine, isFull) = (0, false);
        try
        {
            var bytes = await StatedLength.ReadAsync(body, length, FirstBytes, MayTake, cancellationToken).ConfigureAwait(false);
            return (bytes, isFull ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status400BadRequest);
        }
        finally
        {
            Interlocked.Add(ref _held, -mine);
        }

        bool MayTake(int more)
        {
            mine += more;
            return !(isFull = Interlocked.Add(ref _held, more) > PullSettings.BodiesBytesMax);
        }
    }
}
