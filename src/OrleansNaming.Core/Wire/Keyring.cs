using System.Security.Cryptography;

namespace OrleansNaming.Wire;

/// <summary>The cluster's keys: every listed one opens, the primary seals (memberlist's keyring, keyring.go). Immutable: rotation swaps the ring.</summary>
internal sealed class Keyring
{
    private readonly Dictionary<uint, byte[]> _secrets;
    private readonly Dictionary<uint, byte[]> _macKeys;

    /// <summary>The shortest secret, in bytes: 128 bits.</summary>
    public const int SecretBytesMin = 16;

    /// <param name="keys">Id and secret of each key, at least 16 bytes; the first is the primary.</param>
    /// <exception cref="ArgumentException">A secret is shorter, or two keys have one id.</exception>
    public Keyring(IReadOnlyList<(uint Id, byte[] Secret)> keys)
    {
        if (keys.FirstOrDefault(key => key.Secret.Length < SecretBytesMin) is { Secret: not null } weak)
        {
            throw new ArgumentException($"the secret of key {weak.Id} has {weak.Secret.Length} bytes, at least {SecretBytesMin} are needed", nameof(keys));
        }

        _secrets = keys.ToDictionary(key => key.Id, key => key.Secret);
        _macKeys = keys.ToDictionary(key => key.Id, key => HKDF.DeriveKey(HashAlgorithmName.SHA256, key.Secret, 32, info: MacInfo));
        PrimaryId = keys.Count == 0 ? 0 : keys[0].Id;
    }

    /// <summary>No keys: nothing is authenticated.</summary>
    public static Keyring Empty { get; } = new([]);

    public bool IsEmpty => _secrets.Count == 0;

    public uint PrimaryId { get; }

    public IReadOnlyCollection<uint> Ids => _secrets.Keys;

    /// <summary>The secret of a key, or null if the ring does not list it.</summary>
    public byte[]? Find(uint id) => _secrets.GetValueOrDefault(id);

    /// <summary>
    /// The key of envelopes' authentication codes, derived from a secret (HKDF, RFC 5869, without salt), or null if the ring does not list it.
    /// Another use of the same secret derives another key.
    /// </summary>
    public byte[]? FindMacKey(uint id) => _macKeys.GetValueOrDefault(id);

    private static byte[] MacInfo => "OrleansNaming wire 1 mac"u8.ToArray();
}
