using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using OrleansNaming.Api;
using OrleansNaming.InProcess;
using OrleansNaming.Servers;

namespace OrleansNaming.Gateway.Routes;

/// <summary>Reads what stands in a URL. Everything is text from outside: each error names the part and says what it should be.</summary>
internal static class ApiQuery
{
    /// <summary>Zones of one fail-over order.</summary>
    private const int ZonesMax = 16;

    /// <summary>The name at the end of the path.</summary>
    public static string Name(HttpContext context)
    {
        var name = context.GetRouteValue("name") as string ?? "";
        NameArgument.ThrowIfInvalid(name);
        return name;
    }

    /// <summary>An argument that is a name, or empty for all.</summary>
    public static string Context(HttpContext context, string argument)
    {
        var name = Text(context, argument) ?? "";
        NameArgument.ThrowIfNoContext(name);
        return name;
    }

    public static ServerId Server(HttpContext context)
    {
        var text = context.GetRouteValue("server") as string;
        return ServerId.TryCreate(text, out var server)
            ? server
            : throw Invalid($"the server's name is wrong: {NamePath.CheckSegment(text)}");
    }

    /// <summary>The instance id, which every guest's route requires: it is the guest's id in the whole cluster.</summary>
    public static string Instance(HttpContext context)
    {
        var instance = Text(context, "instance");
        return string.IsNullOrEmpty(instance) ? throw Invalid("the argument 'instance' is missing: add ?instance=<id>, one id for each copy of the service, such as orders-1")
            : NamePath.CheckSegment(instance) is { } why ? throw Invalid($"the argument 'instance' is wrong: {why}")
            : instance;
    }

    public static string? Text(HttpContext context, string argument) =>
        context.Request.Query.TryGetValue(argument, out var values) ? values.Count == 1 ? values[0] : throw Invalid($"the argument '{argument}' is given {values.Count} times: give it once") : null;

    public static bool Flag(HttpContext context, string argument, bool otherwise = false) => Text(context, argument) switch
    {
        null => otherwise,
        "" or "true" or "1" => true,
        "false" or "0" => false,
        _ => throw Invalid($"the argument '{argument}' is neither true nor false"),
    };

    public static ulong? Number(HttpContext context, string argument) =>
        Text(context, argument) is not { } text ? null
        : ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number
        : throw Invalid($"the argument '{argument}' is no whole number from 0 up");

    /// <summary>How many items a page has, 1 to 1,000.</summary>
    public static int Limit(HttpContext context) => Number(context, "limit") switch
    {
        null => DirectoryReader.PageSize,
        >= 1 and <= 1_000 and var limit => (int)limit,
        _ => throw Invalid("the argument 'limit' is not between 1 and 1000"),
    };

    public static ResolveOptions Resolve(HttpContext context)
    {
        return new ResolveOptions
        {
            AtLeast = AtLeast(context),
            Session = Session(context),
            Timeout = Timeout(context),
            Tags = [.. context.Request.Query["tag"].OfType<string>()],
            Zones = Zones(context),
            Scope = Scope(context),
            IncludeSelf = Flag(context, "self"),
        };
    }

    /// <summary>What a list or a watch demands.</summary>
    public static ReadOptions Read(HttpContext context) => new() { AtLeast = AtLeast(context), Session = Session(context), Timeout = Timeout(context) };

    private static TimeSpan Timeout(HttpContext context) => Seconds(context, "timeout") ?? new ReadOptions().Timeout;

    private static Token? AtLeast(HttpContext context)
    {
        var atLeast = Text(context, "atLeast") ?? (context.Request.Headers.TryGetValue("Naming-At-Least", out var header) ? header.ToString() : null);
        return atLeast is null ? null
            : Token.TryParse(atLeast, out var parsed) ? parsed
            : throw Invalid("atLeast is no token: pass on the 'token' of a write's answer as it is");
    }

    /// <summary>One that ends with this request: what it sees goes back in a header. None where the caller shows no read token, not even an empty one.</summary>
    private static ReadSession? Session(HttpContext context)
    {
        var text = Text(context, "readToken") ?? (context.Request.Headers.TryGetValue(DemandedState.ReadTokenHeader, out var header) ? header.ToString() : null);
        return text is null ? null
            : ReadToken.TryParse(text, out var seen) ? new ReadSession(seen)
            : throw Invalid($"the read token is none, or one of more than {ReadToken.ServersMax} servers: pass on the header '{DemandedState.ReadTokenHeader}' of an answer as it is, or leave it empty to begin");
    }

    private static string[] Zones(HttpContext context)
    {
        string[] zones = [.. context.Request.Query["zone"].OfType<string>()];
        return zones.Length <= ZonesMax ? zones : throw Invalid($"the argument 'zone' is given {zones.Length} times: at most {ZonesMax} are taken");
    }

    private static ResolveScope Scope(HttpContext context) => Text(context, "scope") switch
    {
        null => ResolveScope.Auto,
        var word when ApiWord.TryRead<ResolveScope>(word, out var scope) => scope,
        _ => throw Invalid("the argument 'scope' is none of auto, intracluster and external"),
    };

    public static TimeSpan? Seconds(HttpContext context, string argument) =>
        Text(context, argument) is not { } text ? null
        : double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds) && seconds <= DirectoryReader.TimeoutMax.TotalSeconds
            ? TimeSpan.FromSeconds(seconds)
            : throw Invalid($"the argument '{argument}' is no number of seconds from 0 to {DirectoryReader.TimeoutMax.TotalSeconds:0}");

    /// <summary>Refuses control characters, as a registration does: the text stands in lines of logs and terminals, and XML has no form for most of them.</summary>
    /// <param name="text">What a client says.</param>
    /// <param name="what">Of what.</param>
    public static string? WithoutControl(string? text, string what)
    {
        foreach (var c in text ?? "")
        {
            if (char.IsControl(c))
            {
                throw Invalid($"'{what}' has the control character U+{(int)c:X4}");
            }
        }

        return text;
    }

    public static NamingException Invalid(string message) => new(Refusal.Invalid, message);
}
