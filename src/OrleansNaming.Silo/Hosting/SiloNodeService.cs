using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OrleansNaming.Lan.Hosting;

namespace OrleansNaming.Silo.Hosting;

/// <summary>A silo's node starts when the silo has become active, so that its start fails with the silo's, and calls of grains work from its first step.</summary>
internal sealed class SiloNodeService(
    SiloEngine engine, IEnumerable<AdvertisedService> services, IListeningAddresses listening, IOptions<NamingOptions> naming, IOptions<NamingSiloOptions> options,
    IHostApplicationLifetime lifetime, ILogger<SiloNodeService> logger)
    : NodeService(engine, services, listening, naming, lifetime, logger), ILifecycleParticipant<ISiloLifecycle>
{
    private protected override TimeSpan LeaveTimeout => options.Value.LeaveTimeout;

    /// <summary>Stops before the silo leaves the active stage: also where nobody calls <see cref="NodeService.StoppingAsync"/>.</summary>
    public void Participate(ISiloLifecycle observer) => observer.Subscribe(
        nameof(SiloNodeService), ServiceLifecycleStage.Active + 1, engine.StartAsync, async _ => await engine.DisposeAsync().ConfigureAwait(false));
}
