using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace OrleansNaming.Lan.Hosting;

/// <summary>
/// Ties the engine to the application's life: it starts before the web server listens, advertises once everything has started, says goodbye
/// while requests are still served, and takes the application down when it ends by itself.
/// </summary>
internal sealed partial class LanNodeService(
    LanEngine engine, IEnumerable<AdvertisedService> services, IListeningAddresses listening, IOptions<NamingOptions> naming, IOptions<LanOptions> lan,
    IHostApplicationLifetime lifetime, ILogger<LanNodeService> logger) : IHostedLifecycleService
{
    private volatile bool _stopping;

    public Task StartingAsync(CancellationToken cancellationToken) => engine.StartAsync(cancellationToken);

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _ = WatchAsync();
        return Task.CompletedTask;
    }

    /// <summary>Kestrel listens now, so it is known where.</summary>
    public async Task StartedAsync(CancellationToken cancellationToken)
    {
        foreach (var service in services)
        {
            var registration = service.ToRegistration(engine.Server.Value, listening.Addresses, naming.Value.AdvertisedHost);
            var completed = registration.Check() is { } wrong
                ? throw new NamingException(Refusal.Invalid, $"'{service.Name}' cannot be advertised: {wrong}")
                : await engine.CommitAsync(new Bind(registration, Replace: true), cancellationToken).ConfigureAwait(false);
            if (completed.Refusal != Refusal.None)
            {
                throw new NamingException(completed.Refusal, $"'{service.Name}' is not advertised: {completed.Message}");
            }

            Log.Advertised(logger, service.Name, string.Join(", ", registration.Endpoints), completed.Token);
        }
    }

    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        _stopping = true;
        await engine.LeaveAsync(lan.Value.LeaveTimeout, cancellationToken).ConfigureAwait(false);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Last, since clients and faces of this process may ask until here.</summary>
    public async Task StoppedAsync(CancellationToken cancellationToken) => await engine.DisposeAsync().ConfigureAwait(false);

    private async Task WatchAsync()
    {
        var end = await engine.Ended.ConfigureAwait(false);
        if (!_stopping)
        {
            Log.EngineEnded(logger, end.Cause, engine.Server, end.Failure ?? "it was told to leave");
            lifetime.StopApplication();
        }
    }
}
