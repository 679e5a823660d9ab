using System.Buffers.Binary;

namespace OrleansNaming.PointToPoint.Frames;

/// <summary>
/// What stands between a replica's stack and its wire, as a function of the frame and a table.
/// <para>
/// The stacks of all replicas take one cluster address for their own, so that each sees what clients send. Then no replica can address
/// another: ARP says that both have the same address. So each host has a second, derived address, and only what replicas say to each other
/// is changed. Sending: an ARP message of this host to a peer carries the dedicated address as its source (FIG 6, 600 → 610), and a response
/// gives the peer its shared address back as the target (620 → 630). Receiving: what a peer sent to the dedicated address is relabelled to the
/// cluster address (630 → 640; FIG 7, 702 and 706), since a stack drops what is not addressed to it. Ordinary frames need no change when
/// they are sent: the neighbour tables hold dedicated addresses by then (700, 704).
/// </para>
/// <para>
/// ARP is a naming service: who asks decides which locator he gets, and what arrives at the second locator is relabelled as the first.
/// The rules that <c>naming net render</c> prints do the same in the kernel, and are tested against this.
/// </para>
/// <para>Not here: IPv6 (its neighbour discovery would need checksums mended) and VLAN tags; both pass untouched.</para>
/// </summary>
public static class FrameRewrite
{
    private const ushort IPv4 = 0x0800;
    private const int IPv4SourceAt = 26;
    private const int IPv4HeaderEnd = 34;

    /// <summary>Rewrites a frame where it stands. Hostile bytes never throw: a frame that is not understood is not touched.</summary>
    /// <param name="direction">Which way it goes.</param>
    /// <param name="frame">The frame, from the Ethernet destination on.</param>
    /// <param name="table">This host's.</param>
    public static FrameVerdict Rewrite(FrameDirection direction, Span<byte> frame, FrameTable table)
    {
        ArgumentNullException.ThrowIfNull(table);
        return frame.Length < ArpFields.EtherTypeAt + 2 ? FrameVerdict.Untouched
            : direction == FrameDirection.Send ? Send(frame, table)
            : Receive(frame, table);
    }

    private static FrameVerdict Send(Span<byte> frame, FrameTable table)
    {
        var verdict = FrameVerdict.Untouched;
        if (ArpFields.TryRead(frame, out var arp) && arp.SourceIp == table.Host && table.IsPeer(arp.TargetIp))
        {
            table.Own.Write(frame[ArpFields.SourceMacAt..]);
            if (arp.Type == ArpType.Response)
            {
                table.Cluster.Write(frame[ArpFields.TargetMacAt..]);
            }

            verdict = FrameVerdict.Substituted;
        }

        if (table.WireSource is not { } source)
        {
            return verdict;
        }

        source.Write(frame[MacAddress.Length..]);
        return FrameVerdict.Substituted;
    }

    private static FrameVerdict Receive(Span<byte> frame, FrameTable table)
    {
        var destination = MacAddress.Read(frame);
        if (!table.Dedicated.Covers(destination))
        {
            return FrameVerdict.Untouched;
        }

        if (destination != table.Own)
        {
            return FrameVerdict.Dropped;
        }

        if (SourceOf(frame) is not { } source || !table.IsPeer(source))
        {
            return FrameVerdict.Untouched; // Not a peer's: the stack drops it, as it is not addressed to it (row M7).
        }

        table.Cluster.Write(frame);
        return FrameVerdict.Substituted;
    }

    /// <summary>Whose frame it is by the IP address that it names as its source.</summary>
    private static uint? SourceOf(ReadOnlySpan<byte> frame) => BinaryPrimitives.ReadUInt16BigEndian(frame[ArpFields.EtherTypeAt..]) switch
    {
        ArpFields.EtherType => ArpFields.TryRead(frame, out var arp) ? arp.SourceIp : null,
        IPv4 when frame.Length >= IPv4HeaderEnd => BinaryPrimitives.ReadUInt32BigEndian(frame[IPv4SourceAt..]),
        _ => null,
    };
}
