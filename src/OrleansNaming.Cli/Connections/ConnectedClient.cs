using OrleansNaming.Naming;
using OrleansNaming.Servers;

namespace OrleansNaming.Cli.Connections;

/// <summary>The client of one run of the tool.</summary>
internal sealed class ConnectedClient : IDisposable
{
    private readonly NamingServers _servers;

    public ConnectedClient(NamingServersOptions options)
    {
        Options = options;
        _servers = new NamingServers(Microsoft.Extensions.Options.Options.Create(options), TimeProvider.System);
        var watches = new WatchStream(_servers, Microsoft.Extensions.Options.Options.Create(options), TimeProvider.System);
        Client = new HttpNamingClient(_servers, watches);
        Tree = new NamingContext(new HttpTree(Client, watches), CompositeName.Empty);
    }

    public HttpNamingClient Client { get; }

    /// <summary>Which servers it asks.</summary>
    public NamingServersOptions Options { get; }

    /// <summary>The root of the naming tree.</summary>
    public INamingContext Tree { get; }

    public void Dispose() => _servers.Dispose();
}
