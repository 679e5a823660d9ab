using System.Net;
using Microsoft.Extensions.Options;

namespace OrleansNaming.Gateway.Dns;

/// <summary>Refuses a start with options that cannot work, and says which and what to do.</summary>
internal sealed class NamingDnsOptionsValidator : IValidateOptions<NamingDnsOptions>
{
    public ValidateOptionsResult Validate(string? name, NamingDnsOptions options)
    {
        var wrong = new List<string>();
        if (!TryListen(options.Listen, out _))
        {
            wrong.Add($"Naming:Dns:Listen '{options.Listen}' is no IP address with a port: it looks like 127.0.0.1:7653 or [::1]:7653");
        }

        if (DnsZone.Check(options.Zone) is { } why)
        {
            wrong.Add($"Naming:Dns:Zone {why}");
        }

        if (options.Ttl < TimeSpan.Zero || options.Ttl > TimeSpan.FromSeconds(5) || options.Ttl.Ticks % TimeSpan.TicksPerSecond != 0)
        {
            wrong.Add($"Naming:Dns:Ttl {options.Ttl} is not between 00:00:00 and 00:00:05 in whole seconds: DNS knows no other, and clients would go on to use what is gone");
        }

        OptionRange.Check($"Naming:Dns:{nameof(options.ResponsesPerSecond)}", options.ResponsesPerSecond, 0, 1_000_000, wrong);
        OptionRange.Check($"Naming:Dns:{nameof(options.ConnectionsMax)}", options.ConnectionsMax, 1, 10_000, wrong);
        OptionRange.Check($"Naming:Dns:{nameof(options.ConnectionsPerCallerMax)}", options.ConnectionsPerCallerMax, 1, 10_000, wrong);
        OptionRange.Check($"Naming:Dns:{nameof(options.IdleTimeout)}", options.IdleTimeout, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(5), wrong);

        return wrong.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(wrong);
    }

    /// <summary>With its port: an endpoint without one would be read as port 0.</summary>
    public static bool TryListen(string text, out IPEndPoint endpoint)
    {
        endpoint = null!;
        return text.LastIndexOf(':') is > 0 and var colon && colon > text.LastIndexOf(']') && (text.Contains(']') || text.IndexOf(':') == colon)
            && IPEndPoint.TryParse(text, out endpoint!);
    }
}
