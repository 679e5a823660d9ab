using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using OrleansNaming.Wire.Codecs;

namespace OrleansNaming.Wire;

/// <summary>
/// Turns received bytes into an <see cref="Envelope"/>, or says why not. Never throws on input. The checks stand in the order of their
/// price for an attacker's bytes: length, magic number and version, cluster, authentication code; only then is anything parsed (rule 15).
/// </summary>
internal static class Opener
{
    /// <param name="bytes">What came in.</param>
    /// <param name="cluster">The own cluster's name.</param>
    /// <param name="keys">Each of them opens. With keys, bytes without a code are refused; without keys, bytes with one are, as nobody can check it.</param>
    /// <param name="bytesMax">The cap for where it came from: a datagram, a body, a snapshot.</param>
    /// <param name="envelope">Null unless opened.</param>
    public static OpenResult TryOpen(ReadOnlySpan<byte> bytes, string cluster, Keyring keys, int bytesMax, out Envelope? envelope)
    {
        envelope = null;
        var result = Judge(bytes, cluster, keys, bytesMax);
        if (result != OpenResult.Opened)
        {
            return result;
        }

        var body = keys.IsEmpty ? bytes : bytes[..^Layout.MacBytes];
        var payloadAt = Layout.SenderAt + body[Layout.SenderLengthAt];
        if (payloadAt > body.Length || !TryReadSender(body[Layout.SenderAt..payloadAt], out var sender) || SequenceOf(body) == 0)
        {
            return OpenResult.Malformed;
        }

        var message = MessageCodec.Read((MessageKind)body[Layout.KindAt], body[payloadAt..], out var isKnown);
        envelope = message is null ? null : Make(body, sender, !keys.IsEmpty, message);
        return isKnown ? envelope is null ? OpenResult.Malformed : OpenResult.Opened : OpenResult.UnknownKind;
    }

    private static OpenResult Judge(ReadOnlySpan<byte> bytes, string cluster, Keyring keys, int bytesMax) =>
        bytes.Length > bytesMax ? OpenResult.Oversized
        : bytes.Length < Layout.BytesMin ? OpenResult.Malformed
        : BinaryPrimitives.ReadUInt16LittleEndian(bytes) != Layout.Magic || bytes[Layout.VersionAt] != Layout.Version
            || (bytes[Layout.FlagsAt] & Layout.CriticalFlags) != 0 ? OpenResult.WrongVersion
        : BinaryPrimitives.ReadUInt64LittleEndian(bytes[Layout.ClusterAt..]) != ClusterMark.Of(cluster) ? OpenResult.WrongCluster
        : IsAuthentic(bytes, keys) ? OpenResult.Opened
        : OpenResult.Unauthenticated;

    private static bool IsAuthentic(ReadOnlySpan<byte> bytes, Keyring keys)
    {
        var isSealed = (bytes[Layout.FlagsAt] & Layout.SealedFlag) != 0;
        if (keys.IsEmpty || !isSealed)
        {
            return keys.IsEmpty && !isSealed;
        }

        if (bytes.Length < Layout.BytesMin + Layout.MacBytes)
        {
            return false;
        }

        Span<byte> code = stackalloc byte[HMACSHA256.HashSizeInBytes];
        return keys.TryAuthenticate(BinaryPrimitives.ReadUInt32LittleEndian(bytes[Layout.KeyIdAt..]), bytes[..^Layout.MacBytes], code)
            && CryptographicOperations.FixedTimeEquals(code[..Layout.MacBytes], bytes[^Layout.MacBytes..]);
    }

    private static bool TryReadSender(ReadOnlySpan<byte> bytes, out ServerId sender)
    {
        sender = default;
        return bytes.Length <= NamePath.SegmentLengthMax && Ascii.IsValid(bytes) && ServerId.TryCreate(Encoding.ASCII.GetString(bytes), out sender);
    }

    private static ulong SequenceOf(ReadOnlySpan<byte> body) => BinaryPrimitives.ReadUInt64LittleEndian(body[Layout.SequenceAt..]);

    private static Envelope Make(ReadOnlySpan<byte> body, ServerId sender, bool authenticated, Message message) => new(
        sender,
        new BootId(BinaryPrimitives.ReadUInt128BigEndian(body[Layout.BootAt..])),
        SequenceOf(body),
        BinaryPrimitives.ReadUInt16LittleEndian(body[Layout.ProbePortAt..]),
        BinaryPrimitives.ReadUInt16LittleEndian(body[Layout.PullPortAt..]),
        BinaryPrimitives.ReadUInt64LittleEndian(body[Layout.InReplyToAt..]),
        authenticated,
        message);
}
