namespace OrleansNaming.Lan.Keys;

/// <summary>What a key of the keyring file is used for.</summary>
public enum KeyState
{
    /// <summary>Opens what others seal; seals nothing. A new key before it is used, an old one before it is removed.</summary>
    Accepted = 0,

    /// <summary>Seals. Exactly one key of a ring.</summary>
    Primary,
}
