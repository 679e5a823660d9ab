using System.Globalization;

namespace OrleansNaming.Tracks.Steps;

/// <summary>Where a published name listens: <c>host:port</c>, <c>[address]:port</c>, or <c>name=host:port</c>.</summary>
internal static class PublishedEndpoint
{
    /// <summary>Null when it is none.</summary>
    public static Endpoint? Parse(string text)
    {
        var (name, rest) = text.IndexOf('=', StringComparison.Ordinal) is >= 0 and var equals ? (text[..equals], text[(equals + 1)..]) : ("tcp", text);
        var colon = rest.LastIndexOf(':');
        return colon > 0 && ushort.TryParse(rest.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port > 0 && NamePath.CheckSegment(name) is null
            && Uri.CheckHostName(rest[..colon]) is not UriHostNameType.Unknown
            ? new Endpoint(name, rest[..colon].Trim('[', ']'), port) : null;
    }
}
