using System.Text.RegularExpressions;
using OrleansNaming.EndToEnd.Tests.Processes;

namespace OrleansNaming.EndToEnd.Tests.Clients;

/// <summary>A configuration of docs/clients.md, word for word but for the ports.</summary>
internal static partial class ClientConfiguration
{
    private static readonly Dictionary<string, string> Fences = Fence().Matches(Repository.Tree.Read("docs/clients.md"))
        .ToDictionary(match => match.Groups["name"].Value, match => match.Groups["text"].Value);

    public static IReadOnlyCollection<string> Names => Fences.Keys;

    /// <param name="name">The marker above it.</param>
    /// <param name="server">The naming server that it means by 7600 and 7653.</param>
    /// <param name="ports">What else is another port here, in the document's words.</param>
    public static string Of(string name, ServerProcess server, params (string Documented, string Here)[] ports) =>
        ports.Aggregate(
            Fences[name].Replace("127.0.0.1:7600", server.Api["http://".Length..]).Replace("127.0.0.1:7653", $"127.0.0.1:{server.DnsPort}").Replace("127.0.0.1@7653", $"127.0.0.1@{server.DnsPort}").Replace("-p 7653", $"-p {server.DnsPort}"),
            (text, port) => text.Contains(port.Documented) ? text.Replace(port.Documented, port.Here) : throw new InvalidOperationException($"'{port.Documented}' does not stand in the configuration of {name}"));

    [GeneratedRegex("""<!-- run: (?<name>\w+) -->\s*^```\w*\n(?<text>.*?)^```""", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();
}
