using OrleansNaming.Advertising;
using OrleansNaming.Api;
using OrleansNaming.Wire;

namespace OrleansNaming.Following;

/// <summary>Makes and reads the frames by which an owner's list travels to followers and into their file.</summary>
internal static class OwnerFrame
{
    /// <summary>An owner with its whole list.</summary>
    public static ApiOwner Full(OwnerView owner, Advertisement list) => Make(owner, list, AdvertisementFold.Full(list));

    /// <summary>An owner with what changed, or without a list when only the way of showing it did.</summary>
    public static ApiOwner Make(OwnerView owner, Advertisement list, Delta? delta) => new()
    {
        Server = owner.Server.Value,
        Stamp = new Token(owner.Server, list.Stamp).ToString(),
        Shown = owner.IsShown,
        Guests = owner.AreGuestsShown,
        Stale = owner.IsStale,
        Inherits = delta is { Base.IsNone: true } && list.Inherits.Count > 0
            ? [.. list.Inherits.Select(stamp => new Token(owner.Server, stamp).ToString())]
            : null,
        Delta = delta is null ? null : DeltaCodec.Encode(delta),
    };

    /// <summary>The ancestors that came with a full list; what is no stamp is left out, which loses a promise and never makes one.</summary>
    public static IReadOnlyList<Stamp> Ancestors(ApiOwner frame)
    {
        var ancestors = new List<Stamp>();
        foreach (var text in frame.Inherits ?? [])
        {
            if (Token.TryParse(text, out var token))
            {
                ancestors.Add(token.Stamp);
            }
        }

        return ancestors;
    }
}
