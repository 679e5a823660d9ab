using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Http;
using OrleansNaming.Gateway.Access;

namespace OrleansNaming.Gateway.Load;

/// <summary>
/// Keeps one caller, or many at once, from taking what all others need: writes are paced by caller, bulky answers by number. What is above
/// is refused at once with 429 and Retry-After; the server's work stays bounded, and no queue grows beyond its option.
/// </summary>
internal sealed class ApiLoad(NamingApiOptions options, TimeProvider time) : IDisposable
{
    private readonly CallerPace _writes = new(options.WritesPerSecond, time);
    private readonly ConcurrencyLimiter _bulk = new(new ConcurrencyLimiterOptions
    {
        PermitLimit = options.BulkReadsMax,
        QueueLimit = options.BulkReadsWaitingMax,
        QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
    });

    /// <summary>Waits for a place; dispose what comes back when the answer is written. Null where nothing is held.</summary>
    /// <exception cref="NamingException">A limit is reached.</exception>
    public async ValueTask<IDisposable?> EnterAsync(HttpContext context, ApiPace pace)
    {
        if (pace == ApiPace.Bulk)
        {
            return await EnterBulkAsync(context.RequestAborted).ConfigureAwait(false);
        }

        return pace != ApiPace.Write || _writes.TryTake(CallerAddress.Of(context.Connection.RemoteIpAddress))
            ? null
            : throw new NamingException(Refusal.TooMany, $"more than {_writes.PerSecond} writes a second from this address (Naming:Api:WritesPerSecond): send fewer, and this one again after a second");
    }

    public void Dispose() => _bulk.Dispose();

    private async ValueTask<IDisposable> EnterBulkAsync(CancellationToken cancellationToken)
    {
        var place = await _bulk.AcquireAsync(1, cancellationToken).ConfigureAwait(false);
        if (place.IsAcquired)
        {
            return place;
        }

        place.Dispose();
        throw new NamingException(Refusal.TooMany, $"{options.BulkReadsMax} lists and snapshots are being written and {options.BulkReadsWaitingMax} more wait (Naming:Api:BulkReadsMax): ask again after a second, or another server");
    }
}
