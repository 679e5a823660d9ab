using OrleansNaming.Wire;

namespace OrleansNaming.Core.Tests.Wire;

/// <summary>One cluster with two keys, and a process in it that seals.</summary>
internal static class Cluster
{
    public const string Name = "default";

    public static BootId Boot { get; } = new(UInt128.Parse("00112233445566778899aabbccddeeff", System.Globalization.NumberStyles.HexNumber, null));

    public static byte[] Secret { get; } = [.. Enumerable.Range(0, 32).Select(i => (byte)i)];

    public static byte[] OldSecret { get; } = [.. Enumerable.Range(100, 32).Select(i => (byte)i)];

    public static Keyring Keys { get; } = new([(7, Secret), (6, OldSecret)]);

    public static Sealer NewSealer(Keyring keys) => new(Name, new ServerId("server-17"), Boot, 7610, 7600, keys);

    public static OpenResult TryOpen(ReadOnlySpan<byte> bytes, Keyring keys, out Envelope? envelope) =>
        Opener.TryOpen(bytes, Name, keys, Limits.SnapshotBytes, out envelope);

    public static Envelope Open(ReadOnlySpan<byte> bytes, Keyring keys)
    {
        Assert.Equal(OpenResult.Opened, TryOpen(bytes, keys, out var envelope));
        return envelope!;
    }
}
