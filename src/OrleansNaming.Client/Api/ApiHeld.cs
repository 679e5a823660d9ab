using System.Globalization;
using OrleansNaming.Wire.Clients;

namespace OrleansNaming.Api;

/// <summary>What a follower has of one owner.</summary>
/// <param name="Stamp">The token of its state.</param>
/// <param name="Digest">That state's digest, in hexadecimal.</param>
internal sealed record ApiHeld(string Stamp, string Digest)
{
    public static ApiHeld From(Held held) => new(held.State.ToString(), held.Digest.ToString());

    /// <summary>Null when it is not well formed: then the owner is told anew.</summary>
    public Held? ToHeld() =>
        Token.TryParse(Stamp, out var state) && UInt128.TryParse(Digest, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var digest)
            ? new Held(state, new Digest(digest))
            : null;
}
