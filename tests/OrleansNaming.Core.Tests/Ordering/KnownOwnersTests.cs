using OrleansNaming.Log;
using OrleansNaming.Ordering;
using OrleansNaming.Replica;

namespace OrleansNaming.Core.Tests.Ordering;

public sealed class KnownOwnersTests
{
    private static readonly ServerId Gone = new("gone");
    private static readonly Epoch Last = new(7, new BootId(1));

    private readonly DirectoryReplica _replica = new();
    private readonly KnownOwners _owners;

    public KnownOwnersTests() => _owners = new KnownOwners((server, shownBefore) => _replica.Admit(server, shownBefore), TimeSpan.FromSeconds(1));

    [Fact]
    public void Who_was_forgotten_makes_room_and_its_floor_bars_it_for_another_day()
    {
        ForgetAfter30Hours();

        _owners.Age(TimeSpan.FromHours(53));

        Assert.Empty(_owners.All);
        Assert.False(_owners.IsAboveFloor(Gone, Last));
        Assert.Equal(new Stamp(Last, 9), _owners.Admit(Gone, TimeSpan.FromHours(53))!.ShownBefore);
    }

    [Fact]
    public void A_day_after_it_was_forgotten_nothing_is_left_of_it()
    {
        ForgetAfter30Hours();

        _owners.Age(TimeSpan.FromHours(55));

        Assert.Empty(_owners.Floors);
        Assert.True(_owners.IsAboveFloor(Gone, Last));
        Assert.True(_owners.Admit(Gone, TimeSpan.FromHours(55))!.ShownBefore.IsNone);
    }

    private void ForgetAfter30Hours()
    {
        var owner = _owners.Admit(Gone, TimeSpan.Zero)!;
        _owners.Raise(new Floor(Gone, Last, Left: true, 0), TimeSpan.Zero);
        owner.ShownBefore = new Stamp(Last, 9);
        _owners.Forget(owner, TimeSpan.FromHours(30));
    }
}
