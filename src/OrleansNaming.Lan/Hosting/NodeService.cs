using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace OrleansNaming.Lan.Hosting;

/// <summary>
/// Ties an engine to the application's life: it advertises once everything has started, says goodbye while requests are still served, and takes the
/// application down when it ends by itself. When it starts, a derived service says.
/// </summary>
internal abstract partial class NodeService(
    NodeEngine engine, IEnumerable<AdvertisedService> services, IListeningAddresses listening, IOptions<NamingOptions> naming,
    IHostApplicationLifetime lifetime, ILogger logger) : IHostedLifecycleService
{
    private volatile bool _stopping;

    /// <summary>How long the goodbye may take.</summary>
    private protected abstract TimeSpan LeaveTimeout { get; }

    public virtual Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Kestrel listens now, so it is known where.</summary>
    public async Task StartedAsync(CancellationToken cancellationToken)
    {
        _ = WatchAsync();
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
        await engine.LeaveAsync(LeaveTimeout, cancellationToken).ConfigureAwait(false);
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
