using System.CommandLine;

namespace OrleansNaming.Cli.Verbs;

/// <summary><c>naming net render | show</c>: rules for hosts that share an address. It prints; the operator applies.</summary>
internal static class NetVerb
{
    public static Command Create(Terminal terminal) => new("net", "Rules for hosts that share an address: printed, never applied.")
    {
        NetRenderVerb.Create(terminal),
        NetShowVerb.Create(terminal),
    };

    /// <summary>The host of <c>host:port</c>, without the brackets of an IPv6 address.</summary>
    public static string HostOf(string endpoint) => endpoint.LastIndexOf(':') is var colon and > 0 ? endpoint[..colon].Trim('[', ']') : endpoint;
}
