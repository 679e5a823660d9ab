using OrleansNaming.Wire;
using OrleansNaming.Wire.Clients;

namespace OrleansNaming.Api;

/// <summary>
/// What one owner's list came to, and how the node shows it. The delta is in Core's wire encoding, so that the follower checks the
/// same digest that nodes check.
/// </summary>
internal sealed record ApiOwner
{
    public required string Server { get; init; }

    /// <summary>Whether its own services are resolved.</summary>
    public bool Shown { get; set; } = true;

    /// <summary>Whether the guests that it holds are resolved.</summary>
    public bool Guests { get; set; } = true;

    public bool Stale { get; init; }

    /// <summary>With a full list: the tokens of the ancestors that it contains.</summary>
    public IReadOnlyList<string>? Inherits { get; init; }

    /// <summary>The state, as a token; also without <see cref="Delta"/>.</summary>
    public required string Stamp { get; init; }

    /// <summary>The bytes of the delta; base 0 is a full list; null when only the way of showing changed.</summary>
    public byte[]? Delta { get; init; }

    public static ApiOwner From(FollowOwner owner) => new()
    {
        Server = owner.State.Server.Value,
        Stamp = owner.State.ToString(),
        Shown = owner.IsShown,
        Guests = owner.AreGuestsShown,
        Stale = owner.IsStale,
        Inherits = owner.Inherits.Count > 0 ? [.. owner.Inherits.Select(stamp => new Token(owner.State.Server, stamp).ToString())] : null,
        Delta = owner.Delta is null ? null : DeltaCodec.Encode(owner.Delta),
    };

    /// <summary>As the follower takes it, or null when the stamp or the delta is none. An ancestor that is no stamp is left out, which loses a promise and never makes one.</summary>
    public FollowOwner? ToOwner()
    {
        Delta? delta = null;
        if (!Token.TryParse(Stamp, out var state) || (Delta is not null && !DeltaCodec.TryDecode(Delta, out delta)))
        {
            return null;
        }

        var ancestors = new List<Stamp>();
        foreach (var text in Inherits ?? [])
        {
            if (Token.TryParse(text, out var token))
            {
                ancestors.Add(token.Stamp);
            }
        }

        return new FollowOwner(state, Shown, Guests, Stale, ancestors, delta);
    }
}
