using System.CommandLine;

namespace OrleansNaming.Cli.Connections;

/// <summary>The options by which every verb finds its servers: <c>--server</c>, else <c>NAMING_SERVER</c>, else a running <c>naming up</c>.</summary>
internal sealed class Connection
{
    private readonly Option<string[]> _servers = new("--server", "-s") { Description = "A server's API address; NAMING_SERVER, or a running 'naming up'." };
    private readonly Option<string?> _key = new("--key") { Description = "The API key; NAMING_KEY." };
    private readonly Option<bool> _json = new("--json") { Description = "Answer in JSON." };

    public Connection(Command command)
    {
        command.Options.Add(_servers);
        command.Options.Add(_key);
        command.Options.Add(_json);
    }

    public bool WantsJson(ParseResult parsed) => parsed.GetValue(_json);

    /// <summary>A client of the chosen servers.</summary>
    /// <exception cref="UsageException">No server is named and none runs here.</exception>
    public ConnectedClient Open(ParseResult parsed)
    {
        var run = RunFile.Find();
        var servers = parsed.GetValue(_servers) is { Length: > 0 } named ? named
            : Environment.GetEnvironmentVariable("NAMING_SERVER") is { Length: > 0 } listed ? listed.Split([',', ';', ' '], StringSplitOptions.RemoveEmptyEntries)
            : run is not null ? [.. run.Servers]
            : throw new UsageException("which server? Say --server http://HOST:7600, set NAMING_SERVER, or start 'naming up'");
        var options = new NamingServersOptions { Key = parsed.GetValue(_key) ?? Environment.GetEnvironmentVariable("NAMING_KEY") ?? run?.Key };
        foreach (var server in servers)
        {
            options.Servers.Add(Uri.TryCreate(server, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"
                ? server
                : throw new UsageException($"'{server}' is no server address; it looks like http://127.0.0.1:7600"));
        }

        return new ConnectedClient(options);
    }
}
