using Microsoft.Extensions.Options;
using OrleansNaming.Servers;

namespace OrleansNaming.Cli.Connections;

/// <summary>The client of one run of the tool.</summary>
internal sealed class ConnectedClient : IDisposable
{
    private readonly NamingServers _servers;

    public ConnectedClient(NamingServersOptions options)
    {
        _servers = new NamingServers(Options.Create(options), TimeProvider.System);
        Client = new HttpNamingClient(_servers, new WatchStream(_servers, Options.Create(options), TimeProvider.System));
    }

    public HttpNamingClient Client { get; }

    public void Dispose() => _servers.Dispose();
}
