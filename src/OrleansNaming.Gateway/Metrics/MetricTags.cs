namespace OrleansNaming.Gateway.Metrics;

/// <summary>What tells the series of one instrument apart. Almost all have one tag: that takes no allocation to look up.</summary>
/// <param name="Name">The tag's name, when there is one.</param>
/// <param name="Value">Its value.</param>
/// <param name="More">All tags as they are printed, when there are several.</param>
internal readonly record struct MetricTags(string? Name, object? Value, string? More)
{
    public static MetricTags Of(ReadOnlySpan<KeyValuePair<string, object?>> tags) => tags.Length switch
    {
        0 => default,
        1 => new MetricTags(tags[0].Key, tags[0].Value, null),
        _ => new MetricTags(null, null, Join(tags)),
    };

    /// <summary><c>naming_kind="Applied"</c>; empty without tags.</summary>
    public override string ToString() => More ?? (Name is null ? "" : Print(Name, Value));

    private static string Join(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var printed = new string[tags.Length];
        for (var i = 0; i < tags.Length; i++)
        {
            printed[i] = Print(tags[i].Key, tags[i].Value);
        }

        return string.Join(',', printed);
    }

    private static string Print(string name, object? value) =>
        $"{PrometheusText.NameOf(name)}=\"{PrometheusText.Escape(PrometheusText.ValueOf(value))}\"";
}
