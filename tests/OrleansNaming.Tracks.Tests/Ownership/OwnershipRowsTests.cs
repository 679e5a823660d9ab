using OrleansNaming.Tracks.Ownership;
using OrleansNaming.Tracks.Presence;

namespace OrleansNaming.Tracks.Tests.Ownership;

/// <summary>The owners of a group as one value; what is common to all stores, <see cref="Stores.OwnershipStoreContract"/> says.</summary>
public sealed class OwnershipRowsTests
{
    private static readonly Holder Ann = new(new ServerId("ann"), new BootId(1));

    [Fact]
    public void A_track_beyond_the_bound_is_refused_by_name_and_those_within_go_on()
    {
        var full = new OwnershipRows(Enumerable.Range(0, TrackLimits.Tracks).Select(i => new OwnershipRow($"t{i}", 1, null, 0)));

        var refused = Assert.Throws<InvalidOperationException>(() => full.Take(new TrackToken("more", 1, Ann)));

        Assert.Contains("another group", refused.Message, StringComparison.Ordinal);
        Assert.NotNull(full.Take(new TrackToken("t0", 2, Ann)));
    }

    [Fact]
    public void What_changes_nothing_is_the_same_value()
    {
        var rows = OwnershipRows.Empty.Take(new TrackToken("jobs", 1, Ann))!;
        var stranger = new TrackToken("jobs", 1, Ann with { Boot = new BootId(2) });

        Assert.Same(rows, rows.Release(stranger));
        Assert.Same(rows, rows.Beat([stranger]));
    }
}
