using OrleansNaming.Core.Tests.Advertising;
using OrleansNaming.Replica;

namespace OrleansNaming.Core.Tests.Replica;

public sealed class GuestIndexTests
{
    private static readonly EntryKey Lamp = new("lamp", "lamp-1");
    private static readonly ServerId Holder = new("beta");
    private static readonly ServerId Other = new("kappa");

    private readonly GuestIndex _index = new();
    private readonly List<Tombstone> _lost = [];

    [Fact]
    public void Reconsider_WhatADeregistrationOutrankedBeforeItsListWasLost_TellsTheTombstone()
    {
        var tombstone = new Tombstone(Lamp.Name, Lamp.InstanceId, 2, 4, 0);
        OutrankedBy(new GuestClaim(Other, 2, true, 4, tombstone));

        Assert.Empty(_index.Reconsider(Holder, isCurrent: true, _lost));
        Assert.Empty(_lost);
        Assert.Empty(_index.Reconsider(Holder, isCurrent: true, _lost));
        Assert.Equal([tombstone], _lost);
        Assert.Null(_index.Winner(Lamp));
    }

    [Fact]
    public void Reconsider_WhatANewerRecordOutranked_CountsAgainAtTheSecondLook()
    {
        OutrankedBy(new GuestClaim(Other, 2, false, 4, OwnerHistory.Line(Lamp.Name, Lamp.InstanceId, 8)));

        Assert.Empty(_index.Reconsider(Holder, isCurrent: true, _lost));
        Assert.Equal([Lamp], _index.Reconsider(Holder, isCurrent: true, _lost));
        Assert.Empty(_lost);
    }

    private void OutrankedBy(GuestClaim newer)
    {
        _index.Set(Holder, Lamp, new GuestClaim(Holder, 1, false, 1, OwnerHistory.Line(Lamp.Name, Lamp.InstanceId, 8)));
        _index.Set(Other, Lamp, newer);
        _index.Set(Other, Lamp, null);
        Assert.Null(_index.Winner(Lamp));
    }
}
