using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace OrleansNaming.Gateway.Access;

/// <summary>
/// Decides who may call a route; what is not allowed here is refused (docs/threats.md, docs/decisions/0017).
/// <para>
/// A key has a role, and so has a user that the application has signed in, where the options say which claim tells it. Who shows neither has the role that unknown callers have. Without any key: only
/// callers over loopback that name this machine by a loopback name (a web page that rebinds its own DNS name to 127.0.0.1 does not) and that did not
/// come through a proxy (which would make everyone local); they may do everything. In all cases no write is accepted from a page of another origin: a browser
/// sends a simple POST without asking.
/// </para>
/// </summary>
internal sealed class ApiGuard(NamingApiOptions options, ApiKeys keys)
{
    private const string Scheme = "Bearer ";

    private static readonly ApiCaller Local = new(ApiCaller.Loopback, [NamingRole.Administrator]);

    private readonly ApiCaller _withoutKey = Unknown(options, "this needs a key of this server: send 'Authorization: Bearer <key>'");
    private readonly ApiCaller _withAnotherKey = Unknown(options, "the key is not one of this server's: compare it with Naming:Api:Keys and AdminKeys there, or grant one with \"naming roles grant\"");

    public ApiGuard(NamingApiOptions options)
        : this(options, new ApiKeys(options))
    {
    }

    /// <summary>Whether whoever reads has shown a key.</summary>
    public bool AsksReadersForKey => keys.HasAdministrator && options.RoleOfUnknown == NamingRole.Anyone;

    /// <summary>Why a request is refused, or null when it is allowed.</summary>
    public ApiDenial? Check(HttpRequest request, NamingRole needed) => needed == NamingRole.Anyone ? null : Check(request, CallerOf(request), needed);

    /// <summary>Why a request of a caller that is known already is refused, or null when it is allowed.</summary>
    public static ApiDenial? Check(HttpRequest request, ApiCaller caller, NamingRole needed) =>
        needed == NamingRole.Anyone ? null
        : needed > NamingRole.Viewer && IsForeignPage(request) ? ApiDenial.Forbidden("writes from a web page of another origin are refused: call the API from a program, or from a page that it serves")
        : caller.May(needed) ? null
        : caller.Refused ?? ApiDenial.Forbidden($"'{caller.Name}' is {Words(caller.Roles)}, and this needs the role {Words(needed)} (docs/roles.md)");

    /// <summary>Who calls, by what it shows.</summary>
    public ApiCaller CallerOf(HttpRequest request) => UserOf(request) ?? (
        !keys.HasAdministrator ? Keyless(request)
        : KeyOf(request) is not { } key ? _withoutKey
        : keys.Find(key) is { } found ? found.Caller
        : _withAnotherKey);

    private static ApiCaller Unknown(NamingApiOptions options, string why) => new(ApiCaller.Unknown, [options.RoleOfUnknown], ApiDenial.Unauthorized(why));

    private static ApiCaller Keyless(HttpRequest request) => CheckKeyless(request) is { } denial ? new ApiCaller(ApiCaller.Unknown, [], denial) : Local;

    /// <summary>A user whom the application has signed in by its own means: OpenID Connect, a certificate.</summary>
    private ApiCaller? UserOf(HttpRequest request)
    {
        var user = request.HttpContext.User;
        if (options.RoleClaim is not { Length: > 0 } claim || user.Identity is not { IsAuthenticated: true })
        {
            return null;
        }

        List<NamingRole> roles = [];
        foreach (var told in user.FindAll(claim))
        {
            if (ApiRights.TryRead(told.Value, out var role))
            {
                roles.Add(role);
            }
        }

        return roles.Count == 0 ? null : new ApiCaller(user.Identity.Name ?? "a signed-in user", roles);
    }

    private static ApiDenial? CheckKeyless(HttpRequest request)
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

    private static string Words(IReadOnlyList<NamingRole> roles) => string.Join(" and ", roles);

    private static string Words(NamingRole needed) => needed == NamingRole.Administrator ? $"{needed}" : $"{needed} or Administrator";
}
