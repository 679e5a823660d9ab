using System.CommandLine;

namespace OrleansNaming.Cli.Connections;

/// <summary>The options by which every verb finds its servers: <c>--server</c>, else <c>NAMING_SERVER</c>, else a running <c>naming up</c>.</summary>
internal sealed class Connection
{
    private const string Key = "--key";

    private readonly Option<string[]> _servers = new("--server", "-s") { Description = "A server's API address; NAMING_SERVER, or a running 'naming up'." };
    private readonly Option<string?> _key = new(Key) { Description = "The API key; NAMING_KEY." };
    private readonly Option<bool> _json = new("--json") { Description = "Answer in JSON." };

    /// <param name="command">The verb that gets the options.</param>
    /// <param name="hasJson">False for a verb that prints what is no answer but a text to be used as it is.</param>
    public Connection(Command command, bool hasJson = true)
    {
        command.Options.Add(_servers);
        command.Options.Add(_key);
        if (hasJson)
        {
            command.Options.Add(_json);
        }
    }

    /// <summary>Whether a verb asks servers, and may show them a key.</summary>
    public static bool IsPartOf(Command verb) => verb.Options.Any(option => option.Name == Key);

    public bool WantsJson(ParseResult parsed) => parsed.GetValue(_json);

    /// <summary>A client of the chosen servers.</summary>
    /// <exception cref="UsageException">No server is named and none runs here.</exception>
    public ConnectedClient Open(ParseResult parsed)
    {
        var run = RunFile.Find();
        var servers = parsed.GetValue(_servers) is { Length: > 0 } named ? named
            : Environment.GetEnvironmentVariable("NAMING_SERVER") is { Length: > 0 } listed && listed.Split([',', ';', ' '], StringSplitOptions.RemoveEmptyEntries) is { Length: > 0 } several ? several
            : run is not null ? [.. run.Servers]
            : throw new UsageException("which server? Say --server http://HOST:7600, set NAMING_SERVER, or start 'naming up'");
        var key = parsed.GetValue(_key) ?? Environment.GetEnvironmentVariable("NAMING_KEY") ?? run?.Key;
        if (key?.Any(c => char.IsControl(c) || c > '~') == true)
        {
            throw new UsageException("the key has a character that no header may have: is there a line's end in NAMING_KEY or --key?");
        }

        var options = new NamingServersOptions { Key = key };
        foreach (var server in servers)
        {
            options.Servers.Add(HttpAddress.Read(server, $"'{server}' is no server address", "http://127.0.0.1:7600").OriginalString);
        }

        return new ConnectedClient(options);
    }
}
