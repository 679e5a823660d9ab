using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Http;

namespace OrleansNaming.PointToPoint.Receiving;

/// <summary>One element of a <c>Forwarded</c> header (RFC 7239 section 4): who sent it where, under which Host.</summary>
internal static class ForwardedElement
{
    public static string Of(ConnectionInfo connection, string host, string scheme) =>
        $"for={Node(connection.RemoteIpAddress, connection.RemotePort)};by={Node(connection.LocalIpAddress, connection.LocalPort)};host={Quoted(host)};proto={scheme}";

    /// <summary>A node with a port is not a token: RFC 7239 section 6 wants quotes, and brackets around IPv6.</summary>
    private static string Node(IPAddress? address, int port) => address switch
    {
        null => "unknown",
        { IsIPv4MappedToIPv6: true } => $"\"{address.MapToIPv4()}:{port}\"",
        { AddressFamily: AddressFamily.InterNetworkV6 } => $"\"[{address}]:{port}\"",
        _ => $"\"{address}:{port}\"",
    };

    /// <summary>A quoted string (RFC 9110 5.6.4): the text is the caller's.</summary>
    private static string Quoted(string text) => $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
}
