using System.Diagnostics.Metrics;
using System.Globalization;

namespace OrleansNaming.Gateway.Metrics;

/// <summary>The words of Prometheus' text exposition format 0.0.4, and how OpenTelemetry's names become them.</summary>
internal static class PrometheusText
{
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    /// <summary><c>naming.pull.duration</c> in seconds is <c>naming_pull_duration_seconds</c>; units in braces only annotate.</summary>
    public static string NameOf(Instrument instrument, bool isCounter) =>
        NameOf(instrument.Name) + (instrument.Unit == "s" ? "_seconds" : "") + (isCounter ? "_total" : "");

    public static string NameOf(string name) =>
        string.Concat(name.Select((c, at) => char.IsAsciiLetter(c) || c == '_' || (at > 0 && char.IsAsciiDigit(c)) ? c : '_'));

    public static string ValueOf(object? value) => value switch
    {
        null => "",
        bool flag => flag ? "true" : "false",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };

    /// <summary>Of a label's value: other people's text must not end the quotes or begin a line.</summary>
    public static string Escape(string text) => EscapeHelp(text).Replace("\"", "\\\"", StringComparison.Ordinal);

    public static string EscapeHelp(string text) => text
        .Replace("\\", "\\\\", StringComparison.Ordinal)
        .Replace("\n", "\\n", StringComparison.Ordinal);

    public static string Number(double value) =>
        double.IsPositiveInfinity(value) ? "+Inf" : double.IsNegativeInfinity(value) ? "-Inf" : value.ToString("R", CultureInfo.InvariantCulture);
}
