using System.Collections.Frozen;

namespace OrleansNaming;

/// <summary>Zone, tags, metadata and weight of an instance: apart from it, since most instances have none.</summary>
internal sealed record InstanceDetails(
    string? Zone, IReadOnlyList<string> Tags, IReadOnlyDictionary<string, string> Metadata, int Weight)
{
    /// <summary>No zone, no tags, no metadata, weight 1.</summary>
    public static InstanceDetails None { get; } = new(null, [], FrozenDictionary<string, string>.Empty, 1);
}
