using System.Text;

namespace OrleansNaming.Gateway.Targets;

/// <summary>What relabelling may ask of a target.</summary>
internal static class TargetLabels
{
    private const string Prefix = "__meta_naming_";

    /// <summary>The labels of one endpoint.</summary>
    public static SortedDictionary<string, string> Of(Binding binding, Endpoint endpoint)
    {
        var instance = binding.Instance;
        var labels = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            [Prefix + "name"] = instance.Name,
            [Prefix + "instance"] = instance.InstanceId,
            [Prefix + "owner"] = binding.Version.Owner.Server.Value,
            [Prefix + "endpoint"] = endpoint.Name,
        };
        if (instance.Zone is { } zone)
        {
            labels[Prefix + "zone"] = zone;
        }

        if (instance.Tags.Count > 0)
        {
            labels[Prefix + "tags"] = $",{string.Join(',', instance.Tags.Order(StringComparer.Ordinal))},"; // so that one expression finds any: .*,v2,.*
        }

        foreach (var (key, value) in instance.Metadata.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            labels.TryAdd(Prefix + "metadata_" + Sanitized(key), value); // of two keys that become one label the first stays
        }

        return labels;
    }

    /// <summary>A label's name has only letters, digits and underscores.</summary>
    private static string Sanitized(string key)
    {
        var name = new StringBuilder(key);
        for (var i = 0; i < name.Length; i++)
        {
            name[i] = char.IsAsciiLetterOrDigit(name[i]) ? name[i] : '_';
        }

        return name.ToString();
    }
}
