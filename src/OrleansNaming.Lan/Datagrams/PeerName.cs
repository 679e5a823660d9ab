using System.Globalization;
using System.Net;

namespace OrleansNaming.Lan.Datagrams;

/// <summary>A configured peer: <c>host</c>, <c>host:probePort</c> or <c>host:probePort/pullPort</c>; brackets around an IPv6 literal with ports.</summary>
internal sealed record PeerName(string Host, int ProbePort, int PullPort)
{
    public const int ProbePortDefault = 7610;

    /// <returns>Null when the text is no peer.</returns>
    public static PeerName? Parse(string text)
    {
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        var (address, pull) = slash < 0 ? (text, Pulls.PullSettings.PortDefault.ToString(CultureInfo.InvariantCulture)) : (text[..slash], text[(slash + 1)..]);
        var (host, probe) = SplitPort(address);
        return Uri.CheckHostName(host) != UriHostNameType.Unknown && Port(probe) is { } probePort && Port(pull) is { } pullPort
            ? new PeerName(host.Trim('[', ']'), probePort, pullPort)
            : null;
    }

    private static (string Host, string Port) SplitPort(string text)
    {
        // IPAddress.TryParse takes "[::1]:7610" for an address, port and all.
        var colon = text.LastIndexOf(':');
        return colon < 0 || text.EndsWith(']') || (!text.StartsWith('[') && IPAddress.TryParse(text, out _))
            ? (text, ProbePortDefault.ToString(CultureInfo.InvariantCulture))
            : (text[..colon], text[(colon + 1)..]);
    }

    private static int? Port(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is >= 1 and <= 65_535 ? port : null;
}
