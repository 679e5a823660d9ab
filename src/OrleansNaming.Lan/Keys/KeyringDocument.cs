namespace OrleansNaming.Lan.Keys;

/// <summary>The keyring file's JSON.</summary>
/// <param name="LastId">The highest id ever given, so that a removed key's id never comes back with another secret.</param>
/// <param name="Keys">The ring.</param>
internal sealed record KeyringDocument(uint LastId, IReadOnlyList<KeyringDocument.Line> Keys)
{
    internal sealed record Line(uint Id, KeyState State, byte[] Secret);
}
