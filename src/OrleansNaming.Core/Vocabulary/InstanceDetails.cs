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
        || (other is not null && Zone == other.Zone && Weight == other.Weight && Health == other.Health
            && HasTagsOf(other) && HasMetadataOf(other) && HasChecksOf(other));

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Zone, Weight, Health, Tags.Count, Metadata.Count);

    // Loops: each version that is applied asks several times whether an instance changed, and LINQ took a tenth of a receiver's step.
    private bool HasTagsOf(InstanceDetails other)
    {
        if (Tags.Count != other.Tags.Count)
        {
            return false;
        }

        for (var i = 0; i < Tags.Count; i++)
        {
            if (Tags[i] != other.Tags[i])
            {
                return Tags.Count > 1 && Tags.Order(StringComparer.Ordinal).SequenceEqual(other.Tags.Order(StringComparer.Ordinal));
            }
        }

        return true;
    }

    private bool HasMetadataOf(InstanceDetails other)
    {
        if (ReferenceEquals(Metadata, other.Metadata) || Metadata.Count != other.Metadata.Count)
        {
            return Metadata.Count == other.Metadata.Count;
        }

        foreach (var (key, value) in Metadata)
        {
            if (!other.Metadata.TryGetValue(key, out var others) || others != value)
            {
                return false;
            }
        }

        return true;
    }

    private bool HasChecksOf(InstanceDetails other) => Checks.Count == other.Checks.Count && (Checks.Count == 0 || Checks.SequenceEqual(other.Checks));
}
