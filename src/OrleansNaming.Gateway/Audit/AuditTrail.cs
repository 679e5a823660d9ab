using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using OrleansNaming.Api;
using OrleansNaming.Gateway.Access;
using OrleansNaming.Gateway.Routes;

namespace OrleansNaming.Gateway.Audit;

/// <summary>
/// Writes down who changed what, and who tried (row E35). A row is kept before its answer is sent: whoever reads that something was done finds who did it. Where a row cannot be kept, the change stands, and
/// the log has the row. Callers without a name, whom nothing would stop from filling any place, are summed whatever they try.
/// </summary>
internal sealed partial class AuditTrail : IDisposable
{
    private const int OnLengthMax = 300;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private static readonly string[] ToldArguments = ["name", "instance", "check", "to", "record"];

    private readonly Lazy<IAuditLog> _log;
    private readonly AuditSums _sums = new();
    private readonly string _server;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly ITimer _sweep;

    public AuditTrail(Func<IAuditLog> log, string server, TimeProvider time, ILogger<AuditTrail> logger)
    {
        (_log, _server, _time, _logger) = (new Lazy<IAuditLog>(log), server, time, logger);
        _sweep = time.CreateTimer(_ => _ = SweepAsync(all: false), null, Minute, Minute);
    }

    /// <summary>What is kept.</summary>
    public IAuditLog Log => _log.Value;

    /// <summary>Follows a call to its answer.</summary>
    /// <returns>To be awaited behind the handler: for an answer that never began.</returns>
    public Func<Task> Follow(HttpContext context, IAuditedRoute route, ApiCaller caller)
    {
        var isWritten = 0;
        context.Response.OnStarting(EndAsync);
        return EndAsync;

        Task EndAsync() => Interlocked.Exchange(ref isWritten, 1) == 1 ? Task.CompletedTask
            : route.Audit == AuditKind.Each && caller.IsKnown ? KeepAsync(RowOf(context, route, caller))
            : _sums.Add(RowOf(context, route, caller)) is { } row ? KeepAsync(row)
            : Task.CompletedTask;
    }

    /// <summary>Adds to the row of this call what its address does not say; never a secret.</summary>
    public static void Note(HttpContext context, string what) => context.Items[typeof(AuditTrail)] = what;

    /// <summary>Writes what waits for its minute; no more is followed.</summary>
    public void Dispose()
    {
        _sweep.Dispose();
        SweepAsync(all: true).Wait(Patience);
    }

    private async Task SweepAsync(bool all)
    {
        foreach (var row in _sums.Take(_time.GetUtcNow(), all))
        {
            await KeepAsync(row).ConfigureAwait(false);
        }
    }

    private async Task KeepAsync(ApiAuditRow row)
    {
        try
        {
            using var patience = new CancellationTokenSource(Patience, _time);
            await Log.WriteAsync(row, patience.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            Lines.NotKept(_logger, e, row.ToString());
        }
    }

    private ApiAuditRow RowOf(HttpContext context, IAuditedRoute route, ApiCaller caller)
    {
        var status = context.Response.StatusCode;
        var outcome = context.RequestAborted.IsCancellationRequested && !context.Response.HasStarted ? "unknown"
            : status is StatusCodes.Status401Unauthorized or StatusCodes.Status403Forbidden ? "refused"
            : status < StatusCodes.Status400BadRequest ? "done" : "failed";
        return new ApiAuditRow(
            0, _time.GetUtcNow(), _server, caller.Name, string.Join(' ', caller.Roles), $"{context.Request.Method} {route.Pattern}", On(context),
            context.Connection.RemoteIpAddress?.ToString() ?? "", outcome, status, 1);
    }

    /// <summary>The path, and of the arguments those that are names: another may be a key (Consul's <c>token</c>).</summary>
    private static string On(HttpContext context)
    {
        var (request, on) = (context.Request, new StringBuilder(context.Request.Path.Value));
        foreach (var argument in ToldArguments)
        {
            if (request.Query.TryGetValue(argument, out var value))
            {
                on.Append($" {argument}={value}");
            }
        }

        on.Append(context.Items[typeof(AuditTrail)] is string note ? $" {note}" : "");
        return ApiBody.Plain(on.Length > OnLengthMax ? on.ToString(0, OnLengthMax) : on.ToString());
    }

    private static partial class Lines
    {
        [LoggerMessage(3002, LogLevel.Error, "A row of the audit could not be kept: {Row}", EventName = "AuditNotKept")]
        public static partial void NotKept(ILogger logger, Exception exception, string row);
    }
}
