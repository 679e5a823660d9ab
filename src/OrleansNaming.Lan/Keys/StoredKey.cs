namespace OrleansNaming.Lan.Keys;

/// <summary>One key as the keyring file holds it. Prints without its secret.</summary>
/// <param name="Id">Its number, from 1; never reused in one file.</param>
/// <param name="State">What it is used for.</param>
/// <param name="Secret">At least 16 bytes.</param>
internal sealed record StoredKey(uint Id, KeyState State, byte[] Secret)
{
    /// <summary>The least bytes of a secret: 128 bits.</summary>
    public const int SecretBytesMin = 16;

    public override string ToString() => $"key {Id} ({State})";
}
