using System.Buffers.Binary;

namespace OrleansNaming.PointToPoint.Frames;

/// <summary>The seven fields of FIG 3, in the figure's order: what a substitution reads and writes of an ARP frame (row M12).</summary>
/// <param name="EthernetSource">300.</param>
/// <param name="EthernetDestination">302.</param>
/// <param name="Type">304, the ARP message type.</param>
/// <param name="SourceIp">306, as an integer: 12.12.4.101 is 0x0C0C0465.</param>
/// <param name="SourceMac">308.</param>
/// <param name="TargetIp">310.</param>
/// <param name="TargetMac">312.</param>
public readonly record struct ArpFields(
    MacAddress EthernetSource, MacAddress EthernetDestination, ArpType Type, uint SourceIp, MacAddress SourceMac, uint TargetIp, MacAddress TargetMac)
{
    /// <summary>Bytes of the frame without padding: 14 of Ethernet II and 28 of ARP (RFC 826).</summary>
    public const int FrameLength = 42;

    internal const ushort EtherType = 0x0806;
    internal const int EtherTypeAt = 12;
    internal const int SourceMacAt = 22;
    internal const int TargetMacAt = 32;

    /// <summary>Hardware Ethernet, protocol IPv4, lengths 6 and 4: what FIG 3 leaves out because it never differs.</summary>
    private const ulong Fixed = 0x0806_0001_0800_0604;

    private const int TypeAt = 20;
    private const int SourceIpAt = 28;
    private const int TargetIpAt = 38;

    /// <summary>Reads a frame; what stands behind the ARP message is padding (an Ethernet frame has 60 bytes at least).</summary>
    /// <returns>False when it is too short, no ARP for IPv4 over Ethernet, or neither request nor response.</returns>
    public static bool TryRead(ReadOnlySpan<byte> frame, out ArpFields fields)
    {
        fields = default;
        if (frame.Length < FrameLength || BinaryPrimitives.ReadUInt64BigEndian(frame[EtherTypeAt..]) != Fixed)
        {
            return false;
        }

        var type = (ArpType)BinaryPrimitives.ReadUInt16BigEndian(frame[TypeAt..]);
        fields = new ArpFields(
            MacAddress.Read(frame[MacAddress.Length..]),
            MacAddress.Read(frame),
            type,
            BinaryPrimitives.ReadUInt32BigEndian(frame[SourceIpAt..]),
            MacAddress.Read(frame[SourceMacAt..]),
            BinaryPrimitives.ReadUInt32BigEndian(frame[TargetIpAt..]),
            MacAddress.Read(frame[TargetMacAt..]));
        return type is ArpType.Request or ArpType.Response;
    }

    /// <summary>Writes the frame.</summary>
    /// <returns>False when there are fewer than <see cref="FrameLength"/> bytes; nothing is written then.</returns>
    public bool TryWrite(Span<byte> frame)
    {
        if (frame.Length < FrameLength)
        {
            return false;
        }

        EthernetDestination.Write(frame);
        EthernetSource.Write(frame[MacAddress.Length..]);
        BinaryPrimitives.WriteUInt64BigEndian(frame[EtherTypeAt..], Fixed);
        BinaryPrimitives.WriteUInt16BigEndian(frame[TypeAt..], (ushort)Type);
        SourceMac.Write(frame[SourceMacAt..]);
        BinaryPrimitives.WriteUInt32BigEndian(frame[SourceIpAt..], SourceIp);
        TargetMac.Write(frame[TargetMacAt..]);
        BinaryPrimitives.WriteUInt32BigEndian(frame[TargetIpAt..], TargetIp);
        return true;
    }
}
