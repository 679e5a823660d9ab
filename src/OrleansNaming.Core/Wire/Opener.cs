namespace OrleansNaming.Wire;

/// <summary>STUB: turns received bytes into an <see cref="Envelope"/>, or says why not. Never throws on input.</summary>
internal static class Opener
{
    public static OpenResult TryOpen(ReadOnlySpan<byte> bytes, string cluster, Keyring keys, int bytesMax, out Envelope? envelope) => throw new NotImplementedException();
}
