using OrleansNaming.Advertising;
using OrleansNaming.Wire.Clients;

namespace OrleansNaming.Following;

/// <summary>Makes the words by which an owner's list travels to followers and into their file.</summary>
internal static class OwnerFrame
{
    /// <summary>An owner with its whole list.</summary>
    public static FollowOwner Full(OwnerView owner, Advertisement list) => Make(owner, list, AdvertisementFold.Full(list));

    /// <summary>An owner with what changed, or without a list when only the way of showing it did.</summary>
    public static FollowOwner Make(OwnerView owner, Advertisement list, Delta? delta) => new(
        new Token(owner.Server, list.Stamp), owner.IsShown, owner.AreGuestsShown, owner.IsStale, delta is { Base.IsNone: true } ? list.Inherits : [], delta);
}
