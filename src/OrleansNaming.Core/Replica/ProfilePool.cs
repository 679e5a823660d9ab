namespace OrleansNaming.Replica;

/// <summary>
/// Lets equal profiles be one object. A direct-mapped table of fixed size: a newcomer pushes out who sat in its place, so
/// it never grows, and a miss costs memory only. Guests have profiles of their own, since their instance ids are.
/// Used by the replica's one writer.
/// </summary>
internal sealed class ProfilePool
{
    /// <summary>Places; a power of two. 16 KiB of references.</summary>
    public const int Size = 2_048;

    private readonly InstanceProfile?[] _places = new InstanceProfile?[Size];

    /// <summary>The same profile as one that was seen before, where that is still known.</summary>
    public InstanceProfile Share(InstanceProfile profile)
    {
        if (profile.Guest is not null)
        {
            return profile;
        }

        ref var place = ref _places[profile.ContentHash() & (Size - 1)];
        return place is { } known && known.ContentEquals(profile) ? known : place = profile;
    }
}
