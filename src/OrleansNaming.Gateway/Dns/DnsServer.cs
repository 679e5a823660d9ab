using System.Diagnostics.Metrics;
using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using OrleansNaming.Node;

namespace OrleansNaming.Gateway.Dns;

/// <summary>
/// The DNS face of a node. It listens before the node starts, so that a taken port fails the start before anything is announced; until the
/// directory is complete it answers server failure, which makes whoever asks keep what it has.
/// </summary>
internal sealed class DnsServer(IServiceProvider services, IOptions<NamingDnsOptions> options, TimeProvider time) : IHostedLifecycleService, IAsyncDisposable
{
    private DnsDatagrams? _datagrams;
    private DnsStreams? _streams;
    private NodeWatch? _nodes;

    /// <summary>Where it listens, with the port that it really got; null before.</summary>
    public IPEndPoint? EndPoint { get; private set; }

    public Task StartingAsync(CancellationToken cancellationToken)
    {
        NamingDnsOptionsValidator.TryListen(options.Value.Listen, out var endpoint);
        ThrowIfUnguarded(endpoint);
        var (datagrams, streams) = DnsSockets.Open(endpoint);
        EndPoint = (IPEndPoint)datagrams.LocalEndPoint!;

        var engine = services.GetRequiredService<INamingEngine>();
        var nodes = _nodes = new NodeWatch(
            engine, services.GetRequiredService<IOptions<NamingOptions>>().Value, services.GetService<IListeningAddresses>(), EndPoint.Address, time);
        var zone = new DnsZone(options.Value.Zone, (int)options.Value.Ttl.TotalSeconds, options.Value.Text);
        var view = new DnsView(zone, engine.Replica, () => nodes.Nodes);
        var meter = new DnsMeter(services.GetRequiredService<IMeterFactory>());
        _datagrams = new DnsDatagrams(datagrams, view, new ResponsePace(options.Value.ResponsesPerSecond, time), meter);
        _streams = new DnsStreams(streams, view, options.Value, meter, time);
        return Task.CompletedTask;
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken)
    {
        _nodes?.Start();
        return Task.CompletedTask;
    }

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>After the goodbye: until then questions are answered.</summary>
    public async Task StopAsync(CancellationToken cancellationToken) => await DisposeAsync().ConfigureAwait(false);

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        Interlocked.Exchange(ref _datagrams, null)?.Dispose();
        foreach (var part in (IAsyncDisposable?[])[Interlocked.Exchange(ref _streams, null), Interlocked.Exchange(ref _nodes, null)])
        {
            if (part is not null)
            {
                await part.DisposeAsync().ConfigureAwait(false);
            }
        }
    }

    /// <summary>Without keys nothing is told beyond this machine (design rule 15).</summary>
    private void ThrowIfUnguarded(IPEndPoint endpoint)
    {
        if (!IPAddress.IsLoopback(endpoint.Address) && !NamingApiConfiguration.Read(services).HasAdministrator)
        {
            throw new OptionsValidationException(NamingDnsOptions.Section, typeof(NamingDnsOptions),
                [$"Naming:Dns:Listen {endpoint} is not loopback, and this server has no API key: set Naming__Api__AdminKeys__0, and know that DNS itself asks nobody for it"]);
        }
    }
}
