using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using OrleansNaming.Wire;

namespace OrleansNaming.PointToPoint.Membership;

/// <summary>Codes over requests, by keys that are derived from the cluster's: a code of one use is none of another (design rule 15).</summary>
internal sealed class MemberKeys(IKeyringSource? source)
{
    private readonly ConditionalWeakTable<Keyring, Dictionary<uint, byte[]>> _derived = [];

    private Keyring Ring => source?.Keys ?? Keyring.Empty;

    /// <summary>The key that seals; null without keys.</summary>
    public uint? PrimaryId => Ring.IsEmpty ? null : Ring.PrimaryId;

    /// <summary>The code in hexadecimal, or null when the ring does not list that key.</summary>
    public string? Code(uint keyId, ReadOnlySpan<byte> bytes) => _derived.GetValue(Ring, Derive).TryGetValue(keyId, out var key)
        ? Convert.ToHexStringLower(HMACSHA256.HashData(key, bytes))
        : null;

    private static Dictionary<uint, byte[]> Derive(Keyring ring) => ring.Ids.ToDictionary(
        id => id, id => HKDF.DeriveKey(HashAlgorithmName.SHA256, ring.Find(id)!, 32, info: "OrleansNaming member 1 mac"u8.ToArray()));
}
