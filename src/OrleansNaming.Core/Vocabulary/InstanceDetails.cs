using System.Collections.Frozen;

namespace OrleansNaming;

/// <summary>Zone, tags, metadata and weight of an instance: apart from it, since most instances have none. Equal by content.</summary>
internal sealed record InstanceDetails(
    string? Zone, IReadOnlyList<string> Tags, IReadOnlyDictionary<string, string> Metadata, int Weight)
{
    /// <summary>No zone, no tags, no metadata, weight 1.</summary>
    public static InstanceDetails None { get; } = new(null, [], FrozenDictionary<string, string>.Empty, 1);

    /// <summary>Tags count in their order, as in the canonical encoding; metadata has none.</summary>
    public bool Equals(InstanceDetails? other) => ReferenceEquals(this, other)
        || (other is not null && Zone == other.Zone && Weight == other.Weight && Tags.SequenceEqual(other.Tags) && HasMetadataOf(other));

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Zone, Weight, Tags.Count, Metadata.Count);

    private bool HasMetadataOf(InstanceDetails other) => Metadata.Count == other.Metadata.Count
        && Metadata.All(pair => other.Metadata.TryGetValue(pair.Key, out var value) && value == pair.Value);
}
