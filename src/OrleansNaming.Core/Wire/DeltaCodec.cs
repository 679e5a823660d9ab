namespace OrleansNaming.Wire;

/// <summary>STUB.</summary>
internal static class DeltaCodec
{
    public static int Length(Delta delta) => throw new NotImplementedException();

    public static byte[] Encode(Delta delta) => throw new NotImplementedException();

    public static bool TryDecode(ReadOnlySpan<byte> bytes, out Delta? delta) => throw new NotImplementedException();
}
