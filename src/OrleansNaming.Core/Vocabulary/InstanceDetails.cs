using System.Collections.Frozen;

namespace OrleansNaming;

/// <summary>Zone, tags, metadata, weight, health and checks of an instance: apart from it, since most instances have none. Equal by content.</summary>
internal sealed record InstanceDetails(
    string? Zone, IReadOnlyList<string> Tags, IReadOnlyDictionary<string, string> Metadata, int Weight)
{
    /// <summary>What its advertiser says of its health.</summary>
    public InstanceHealth Health { get; init; }

    /// <summary>Who finds it out, where it is not only its advertiser's word. In the order of registration.</summary>
    public IReadOnlyList<HealthCheck> Checks { get; init; } = [];

    /// <summary>No zone, no tags, no metadata, weight 1, healthy, no checks.</summary>
    public static InstanceDetails None { get; } = new(null, [], FrozenDictionary<string, string>.Empty, 1);

    /// <summary>Neither tags nor metadata have an order, as in the canonical encoding.</summary>
    public bool Equals(InstanceDetails? other) => ReferenceEquals(this, other)
        || (other is not null && Zone == other.Zone && Weight == other.Weight && Health == other.Health && Checks.SequenceEqual(other.Checks)
            && HasTagsOf(other) && HasMetadataOf(other));

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Zone, Weight, Health, Tags.Count, Metadata.Count);

    private bool HasTagsOf(InstanceDetails other) => Tags.Count == other.Tags.Count
        && (Tags.SequenceEqual(other.Tags) || Tags.Order(StringComparer.Ordinal).SequenceEqual(other.Tags.Order(StringComparer.Ordinal)));

    private bool HasMetadataOf(InstanceDetails other) => Metadata.Count == other.Metadata.Count
        && Metadata.All(pair => other.Metadata.TryGetValue(pair.Key, out var value) && value == pair.Value);
}
