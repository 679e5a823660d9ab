namespace OrleansNaming.Telling;

/// <summary>What a follower was told last of one owner.</summary>
internal readonly record struct SentOwner(Advertisement List, bool Shown, bool Guests, bool Stale)
{
    public static SentOwner Of(OwnerView owner, Advertisement list) => new(list, owner.IsShown, owner.AreGuestsShown, owner.IsStale);
}
