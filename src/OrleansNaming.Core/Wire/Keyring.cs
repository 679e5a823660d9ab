namespace OrleansNaming.Wire;

/// <summary>The cluster's keys: every listed one opens, the primary seals (memberlist's keyring, keyring.go). Immutable: rotation swaps the ring.</summary>
internal sealed class Keyring
{
    private readonly Dictionary<uint, byte[]> _secrets;

    /// <param name="keys">Id and secret of each key, at least 16 bytes; the first is the primary.</param>
    public Keyring(IReadOnlyList<(uint Id, byte[] Secret)> keys)
    {
        _secrets = keys.ToDictionary(key => key.Id, key => key.Secret);
        PrimaryId = keys.Count == 0 ? 0 : keys[0].Id;
    }

    /// <summary>No keys: nothing is authenticated.</summary>
    public static Keyring Empty { get; } = new([]);

    public bool IsEmpty => _secrets.Count == 0;

    public uint PrimaryId { get; }

    public IReadOnlyCollection<uint> Ids => _secrets.Keys;

    /// <summary>The secret of a key, or null if the ring does not list it.</summary>
    public byte[]? Find(uint id) => _secrets.GetValueOrDefault(id);
}
