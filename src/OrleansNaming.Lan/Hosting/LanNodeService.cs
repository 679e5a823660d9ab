using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace OrleansNaming.Lan.Hosting;

/// <summary>A LAN node starts before the web server listens.</summary>
internal sealed class LanNodeService(
    LanEngine engine, IEnumerable<AdvertisedService> services, IListeningAddresses listening, IOptions<NamingOptions> naming, IOptions<LanOptions> lan,
    IHostApplicationLifetime lifetime, ILogger<LanNodeService> logger) : NodeService(engine, services, listening, naming, lifetime, logger)
{
    private protected override TimeSpan LeaveTimeout => lan.Value.LeaveTimeout;

    public override Task StartingAsync(CancellationToken cancellationToken) => engine.StartAsync(cancellationToken);
}
