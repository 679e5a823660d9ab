using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OrleansNaming.Cli.Connections;
using OrleansNaming.Gateway;
using OrleansNaming.Gateway.Dns;
using OrleansNaming.Lan;

namespace OrleansNaming.Cli.Serving;

/// <summary>The server process: Gateway + Lan on one Kestrel.</summary>
internal static class NamingServer
{
    public static async Task<int> RunAsync(ServerSettings settings, Terminal terminal, CancellationToken stop)
    {
        var isUp = false;
        try
        {
            await using var app = Build(settings);
            await app.StartAsync(stop).ConfigureAwait(false);
            isUp = true;
            var engine = app.Services.GetRequiredService<Node.INamingEngine>();
            var cluster = app.Services.GetRequiredService<IOptions<NamingOptions>>().Value.Cluster;
            terminal.Say($"server {engine.Server} of cluster {cluster} is up   API {string.Join(' ', app.Urls)}{Dns(app)}   {engine.Engine}");
            await app.WaitForShutdownAsync(stop).ConfigureAwait(false);
            return ExitCode.Yes;
        }
        catch (OptionsValidationException e)
        {
            throw new UsageException(string.Join(" ", e.Failures));
        }
        catch (InvalidOperationException e) when (!isUp)
        {
            // A setting that cannot be read, which the message names, or an address that Kestrel does not take.
            throw new UsageException(e.Message);
        }
        catch (IOException e) when (e.InnerException is Microsoft.AspNetCore.Connections.AddressInUseException)
        {
            terminal.Complain($"{settings.Api} is in use: stop the program that listens there, or choose another with --api");
            return ExitCode.Failed;
        }
        catch (Exception e) when (!isUp && (e is System.Net.Sockets.SocketException || (e is IOException && e.InnerException is System.Net.Sockets.SocketException)))
        {
            terminal.Complain($"cannot listen at {settings.Api}: {e.Message}. Choose an address of this machine with --api");
            return ExitCode.Failed;
        }
    }

    private static string Dns(WebApplication app) => app.Services.GetService<DnsServer>()?.EndPoint is { } endpoint ? $"   DNS {endpoint}" : "";

    private static WebApplication Build(ServerSettings settings)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders().AddSimpleConsole(console => console.SingleLine = true).SetMinimumLevel(LogLevel.Warning)
            .AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.Critical); // a start that failed is told in one line, without a stack
        if (HttpAddress.Read(settings.Api, $"--api '{settings.Api}' is no address", "http://127.0.0.1:7600").Scheme != "http")
        {
            throw new UsageException($"--api '{settings.Api}': this program speaks plain HTTP; let a proxy before it speak TLS, or map the API in an application of your own");
        }

        builder.WebHost.UseUrls(settings.Api);
        builder.AddNamingServerDefaults();
        if (settings.Dns is not null)
        {
            builder.Services.AddNamingDns(dns =>
            {
                dns.Listen = settings.Dns.Length > 0 ? settings.Dns : dns.Listen;
                dns.Zone = settings.DnsZone ?? dns.Zone;
            });
        }

        builder.Services.AddOrleansNaming(naming =>
        {
            naming.Cluster = settings.Cluster ?? naming.Cluster;
            naming.Server = settings.Name ?? naming.Server;
        }).UseLan(lan => Apply(settings, lan)).AddPointToPoint();
        builder.Services.Configure<NamingApiOptions>(api =>
        {
            if (settings.AdminKey is { Length: > 0 } key)
            {
                api.AdminKeys.Add(key);
            }
        });
        var spoiler = settings.IsDemo ? new DemoSpoiler() : null;
        if (spoiler is not null)
        {
            builder.Services.AddSingleton(spoiler.Seams);
        }

        var app = builder.Build();
        app.MapNaming();
        if (settings.IsConsul)
        {
            app.MapConsulApi();
        }

        if (settings.IsEureka)
        {
            app.MapEurekaApi();
        }

        if (settings.HasTargets)
        {
            app.MapNamingTargets();
        }

        if (spoiler is not null)
        {
            DemoRoutes.Map(app, spoiler);
        }

        return app;
    }

    private static void Apply(ServerSettings settings, LanOptions lan)
    {
        lan.Interval = settings.Interval ?? lan.Interval;
        lan.MulticastPort = settings.MulticastPort ?? lan.MulticastPort;
        lan.AdvertisedAddress = settings.Address ?? lan.AdvertisedAddress;
        lan.DataDirectory = settings.DataDirectory ?? lan.DataDirectory;
        lan.KeysFile = settings.KeysFile ?? lan.KeysFile;
        lan.PeersDnsName = settings.PeersDnsName ?? lan.PeersDnsName;
        foreach (var peer in settings.Peers)
        {
            lan.Peers.Add(peer);
        }
    }
}
