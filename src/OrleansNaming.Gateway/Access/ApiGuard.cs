using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace OrleansNaming.Gateway.Access;

/// <summary>
/// Decides who may call a route; what is not allowed here is refused (docs/threats.md).
/// <para>
/// With admin keys: writes need one; reads need one or a read key, or nothing when no read keys are set. Without keys: only callers over
/// loopback that name this machine by a loopback name (a web page that rebinds its own DNS name to 127.0.0.1 does not) and that did not
/// come through a proxy (which would make everyone local). In both cases no write is accepted from a page of another origin: a browser
/// sends a simple POST without asking.
/// </para>
/// </summary>
internal sealed class ApiGuard(NamingApiOptions options)
{
    private const string Scheme = "Bearer ";

    private readonly byte[][] _admins = Hash(options.AdminKeys);
    private readonly byte[][] _readers = Hash(options.ReadKeys);

    /// <summary>Whether whoever reads has shown a key.</summary>
    public bool AsksReadersForKey => _readers.Length > 0;

    /// <summary>Why a request is refused, or null when it is allowed.</summary>
    public ApiDenial? Check(HttpRequest request, ApiAccess access) =>
        access == ApiAccess.Open ? null
        : access == ApiAccess.Write && IsForeignPage(request) ? ApiDenial.Forbidden("writes from a web page of another origin are refused: call the API from a program, or from a page that it serves")
        : _admins.Length == 0 ? CheckWithoutKeys(request)
        : access == ApiAccess.Read && _readers.Length == 0 ? null
        : CheckKey(request, access);

    private ApiDenial? CheckKey(HttpRequest request, ApiAccess access)
    {
        if (KeyOf(request) is not { } key)
        {
            return ApiDenial.Unauthorized(access == ApiAccess.Write
                ? "this needs an admin key: send 'Authorization: Bearer <key>'"
                : "this needs a read or an admin key: send 'Authorization: Bearer <key>'");
        }

        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(key));
        // Both lists are always walked whole: how long it takes says nothing about which key was nearly right.
        var (isAdmin, isReader) = (IsOneOf(_admins, hash), IsOneOf(_readers, hash));
        return isAdmin || (isReader && access == ApiAccess.Read) ? null
            : isReader ? ApiDenial.Forbidden("this key may only read: writes need an admin key (Naming:Api:AdminKeys)")
            : ApiDenial.Unauthorized("the key is not one of this server's: compare it with Naming:Api:AdminKeys there");
    }

    private static ApiDenial? CheckWithoutKeys(HttpRequest request)
    {
        var local = request.HttpContext.Connection.LocalIpAddress;
        return local is null || !IPAddress.IsLoopback(local)
                ? ApiDenial.Forbidden("this server has no API key, so it answers on loopback only: set Naming__Api__AdminKeys__0 on the server and send it as 'Authorization: Bearer <key>'")
            : request.Headers.ContainsKey("X-Forwarded-For") || request.Headers.ContainsKey("Forwarded")
                ? ApiDenial.Forbidden("this server has no API key and the request came through a proxy: set Naming__Api__AdminKeys__0 on the server")
            : !IsLoopbackName(request.Host.Host)
                ? ApiDenial.Forbidden("this server has no API key and answers only to a loopback host name: use 127.0.0.1, [::1] or localhost in the URL")
            : null;
    }

    private static bool IsLoopbackName(string host) =>
        string.Equals(host, "localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));

    private static bool IsForeignPage(HttpRequest request)
    {
        if (request.Headers.TryGetValue("Sec-Fetch-Site", out var site) && site != "same-origin" && site != "none")
        {
            return true;
        }

        var origin = request.Headers.Origin;
        return !StringValues.IsNullOrEmpty(origin)
            && !(Uri.TryCreate(origin, UriKind.Absolute, out var page) && string.Equals(page.Authority, request.Host.Value, StringComparison.OrdinalIgnoreCase));
    }

    private static string? KeyOf(HttpRequest request)
    {
        var header = request.Headers.Authorization.ToString();
        return header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) && header.Length > Scheme.Length ? header[Scheme.Length..].Trim() : null;
    }

    private static bool IsOneOf(byte[][] keys, byte[] hash)
    {
        var found = false;
        foreach (var key in keys)
        {
            found |= CryptographicOperations.FixedTimeEquals(key, hash);
        }

        return found;
    }

    /// <summary>Hashed once: the keys themselves are not kept, and all comparisons are of one length.</summary>
    private static byte[][] Hash(IEnumerable<string> keys) => [.. keys.Select(key => SHA256.HashData(Encoding.UTF8.GetBytes(key)))];
}
