using System.Security.Cryptography;
using System.Text;

namespace OrleansNaming.Tracks.Stores;

/// <summary>A version of a track's definition as it is kept.</summary>
/// <param name="Track">The track.</param>
/// <param name="Version">From 1.</param>
/// <param name="Digest">The first 16 bytes of the text's SHA-256, in hexadecimal.</param>
/// <param name="Text">The definition in words; null when the track is gone.</param>
/// <param name="SavedMs">When, by the clock of the server that kept it, in milliseconds since 1970: times before it are no triggers' times.</param>
internal sealed record StoredDefinition(string Track, int Version, string Digest, string? Text, long SavedMs)
{
    public static StoredDefinition Of(string track, int version, string? text, DateTimeOffset saved) =>
        new(track, version, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text ?? ""))[..16]), text, saved.ToUnixTimeMilliseconds());
}
