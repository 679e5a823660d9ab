using System.Globalization;
using System.Text.RegularExpressions;

namespace OrleansNaming.EndToEnd.Tests.Api;

/// <summary>
/// A strict reader of the text exposition format 0.0.4: what Prometheus would refuse, and what its promtool warns of, fails here. One series
/// a line, each family together, with HELP and TYPE before its first series, no series twice, histograms cumulative and complete.
/// </summary>
internal sealed partial class PrometheusPage
{
    private readonly Dictionary<string, double> _series = [];

    private PrometheusPage()
    {
    }

    /// <summary>The families and their types.</summary>
    public Dictionary<string, string> Types { get; } = [];

    /// <summary>A series, by its whole name with labels as printed.</summary>
    public double this[string series] => _series[series];

    public IReadOnlyCollection<string> Series => _series.Keys;

    public static PrometheusPage Parse(string text)
    {
        Assert.EndsWith("\n", text);
        var page = new PrometheusPage();
        var (family, helped) = ("", "");
        foreach (var line in text[..^1].Split('\n'))
        {
            if (Help().Match(line) is { Success: true } help)
            {
                helped = help.Groups["name"].Value;
                Assert.DoesNotContain(helped, page.Types.Keys);
            }
            else if (Type().Match(line) is { Success: true } type)
            {
                family = type.Groups["name"].Value;
                Assert.Equal(helped, family);
                page.Types.Add(family, type.Groups["type"].Value);
            }
            else
            {
                page.Add(line, family);
            }
        }

        page.CheckHistograms();
        return page;
    }

    private void Add(string line, string family)
    {
        var sample = Sample().Match(line);
        Assert.True(sample.Success, $"no line of the format: {line}");
        var name = sample.Groups["name"].Value;
        string[] names = Types[family] == "histogram" ? [$"{family}_bucket", $"{family}_sum", $"{family}_count"] : [family];
        Assert.Contains(name, names);
        Assert.True(Types[family] != "counter" || name.EndsWith("_total", StringComparison.Ordinal), $"a counter is named {name}");
        var number = sample.Groups["value"].Value;
        _series.Add(line[..^(number.Length + 1)], number == "+Inf" ? double.PositiveInfinity : double.Parse(number, NumberStyles.Float, CultureInfo.InvariantCulture));
    }

    private void CheckHistograms()
    {
        foreach (var family in Types.Where(type => type.Value == "histogram").Select(type => type.Key))
        {
            var sets = _series.Where(series => series.Key.StartsWith($"{family}_bucket", StringComparison.Ordinal)).GroupBy(series => Bound().Replace(series.Key, ""));
            foreach (var buckets in sets.Select(set => set.Select(bucket => bucket.Value).ToList()))
            {
                Assert.Equal(buckets.Order(), buckets);
            }

            Assert.All(_series.Where(series => series.Key.Contains($"{family}_bucket") && series.Key.Contains("le=\"+Inf\"")), last =>
                Assert.Equal(_series[Bound().Replace(last.Key, "").Replace("_bucket", "_count").Replace("{}", "")], last.Value));
        }
    }

    [GeneratedRegex(@"^# HELP (?<name>[a-zA-Z_:][a-zA-Z0-9_:]*) (?:[^\\\n]|\\[\\n])+$")]
    private static partial Regex Help();

    [GeneratedRegex(@"^# TYPE (?<name>[a-zA-Z_:][a-zA-Z0-9_:]*) (?<type>counter|gauge|histogram)$")]
    private static partial Regex Type();

    [GeneratedRegex(@"^(?<name>[a-zA-Z_:][a-zA-Z0-9_:]*)(?:\{[a-zA-Z_][a-zA-Z0-9_]*=""(?:[^""\\\n]|\\[""\\n])*""(?:,[a-zA-Z_][a-zA-Z0-9_]*=""(?:[^""\\\n]|\\[""\\n])*"")*\})? (?<value>[+-]?(?:Inf|[0-9.]+(?:E[+-][0-9]+)?))$")]
    private static partial Regex Sample();

    [GeneratedRegex(@",?le=""[^""]+""")]
    private static partial Regex Bound();
}
