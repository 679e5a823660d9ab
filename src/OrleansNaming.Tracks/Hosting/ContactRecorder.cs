using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace OrleansNaming.Tracks.Hosting;

/// <summary>Makes a contact of each request that passes, also of one that fails.</summary>
internal sealed class ContactRecorder(ITrackContacts contacts, string name, TrackContactOptions options, TimeProvider time)
{
    private readonly string _boot = BootIds.New().ToString();
    private long _count;

    public async Task PassAsync(HttpContext context, RequestDelegate next)
    {
        if (!options.Includes(context))
        {
            await next(context).ConfigureAwait(false);
            return;
        }

        var (seen, began, path) = (time.GetUtcNow(), time.GetTimestamp(), context.Request.Path.Value ?? ""); // what comes next may rewrite the path
        var failed = true;
        try
        {
            await next(context).ConfigureAwait(false);
            failed = false;
        }
        finally
        {
            contacts.TryAdd(name, new TrackContact(string.Create(CultureInfo.InvariantCulture, $"{_boot}-{Interlocked.Increment(ref _count)}"))
            {
                Visitor = options.Visitor(context) ?? "",
                Path = path,
                Method = context.Request.Method,
                Host = context.Request.Host.Value ?? "",
                Status = failed && !context.Response.HasStarted ? StatusCodes.Status500InternalServerError : context.Response.StatusCode,
                Duration = time.GetElapsedTime(began),
                Seen = seen,
            });
        }
    }
}
