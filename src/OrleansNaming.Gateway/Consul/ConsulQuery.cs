using System.Globalization;
using Microsoft.AspNetCore.Http;
using OrleansNaming.Gateway.Routes;

namespace OrleansNaming.Gateway.Consul;

/// <summary>What stands in the URL of a question. Consistency words (<c>stale</c>, <c>consistent</c>, <c>cached</c>) and <c>near</c> change nothing here.</summary>
/// <param name="Index">The index of the answer that the asker has; 0 for none, which is answered at once.</param>
/// <param name="Wait">How long it may take until that answer is no longer the present one.</param>
/// <param name="Tags">Only services with all of these tags.</param>
/// <param name="NodeMeta">Only nodes with all of these pairs.</param>
/// <param name="IsPassing">Only services whose checks all pass.</param>
internal sealed record ConsulQuery(
    ulong Index, TimeSpan Wait, IReadOnlyList<string> Tags, IReadOnlyList<KeyValuePair<string, string>> NodeMeta, bool IsPassing)
{
    private static readonly TimeSpan WaitDefault = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan WaitMax = TimeSpan.FromMinutes(10);

    public static ConsulQuery Read(HttpContext context, string datacenter)
    {
        RefuseForeign(context, datacenter);
        return new ConsulQuery(
            IndexOf(context),
            WaitOf(context),
            [.. context.Request.Query["tag"].OfType<string>().Where(tag => tag.Length > 0)],
            [.. context.Request.Query["node-meta"].OfType<string>().Select(Pair)],
            IsPassingAsked(context));
    }

    /// <summary>What is somewhere else, or asked in words that are not understood here, is refused rather than answered wrongly.</summary>
    public static void RefuseForeign(HttpContext context, string datacenter)
    {
        if (First(context, "dc") is { Length: > 0 } asked && asked != datacenter)
        {
            throw ApiQuery.Invalid($"No path to datacenter: this cluster is '{datacenter}' (Naming:Consul:Datacenter)");
        }

        if (First(context, "ns") is { Length: > 0 } and not "default" || First(context, "partition") is { Length: > 0 } and not "default")
        {
            throw ApiQuery.Invalid("Namespaces and partitions are not supported: leave them out, or say default");
        }

        if (First(context, "filter") is { Length: > 0 })
        {
            throw ApiQuery.Invalid("Filter expressions are not supported: ask by tag, node-meta or passing");
        }
    }

    public static string? First(HttpContext context, string argument) =>
        context.Request.Query.TryGetValue(argument, out var values) && values.Count > 0 ? values[0] : null;

    private static ulong IndexOf(HttpContext context) => First(context, "index") switch
    {
        null or "" => 0,
        var text when ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var index) => index,
        _ => throw ApiQuery.Invalid("Invalid index: it is the X-Consul-Index of an answer"),
    };

    private static TimeSpan WaitOf(HttpContext context) => First(context, "wait") switch
    {
        null or "" => WaitDefault,
        var text when GoDuration.TryParse(text, out var wait) => wait <= TimeSpan.Zero ? WaitDefault : wait < WaitMax ? wait : WaitMax,
        _ => throw ApiQuery.Invalid("Invalid wait time: it looks like 30s or 5m"),
    };

    private static bool IsPassingAsked(HttpContext context) => First(context, "passing") switch
    {
        null => false,
        "" or "1" or "t" or "T" or "true" or "TRUE" or "True" => true,
        "0" or "f" or "F" or "false" or "FALSE" or "False" => false,
        _ => throw ApiQuery.Invalid("Invalid value for ?passing: it is true or false"),
    };

    private static KeyValuePair<string, string> Pair(string text)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 ? new(text, "") : new(text[..colon], text[(colon + 1)..]);
    }
}
