using System.Globalization;
using System.Net;
using System.Runtime.InteropServices;
using OrleansNaming.PointToPoint.Frames;

namespace OrleansNaming.PointToPoint.Tests.Namespaces;

/// <summary>
/// <see cref="FrameRewrite"/> between a real stack and a real wire: the host's address stands on a TAP device, whose frames pass through
/// here to an interface without an address. A specification that runs; far too slow for anything else.
/// </summary>
internal static partial class TapShim
{
    private const int ReadWrite = 2;
    private const nuint SetInterface = 0x400454ca; // TUNSETIFF, linux/if_tun.h
    private const short TapWithoutHeader = 0x0002 | 0x1000; // IFF_TAP | IFF_NO_PI
    private const int PacketFamily = 17; // AF_PACKET
    private const int Raw = 3; // SOCK_RAW
    private const ushort AllInNetworkOrder = 0x0300; // ETH_P_ALL
    private const byte Outgoing = 4; // PACKET_OUTGOING: what went out by this very socket, and others of this host
    private const int NameBytes = 16; // IFNAMSIZ

    /// <summary>shim TAP WIRE INDEX HOST CLUSTER PREFIX PEERS [send-only]: until its input ends.</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        Assert.True(MacAddress.TryParse(args[4], out var cluster));
        var prefix = new DedicatedMac(ushort.Parse(args[5], NumberStyles.HexNumber, CultureInfo.InvariantCulture));
        var table = new FrameTable(IPAddress.Parse(args[3]), cluster, prefix, args[6].Split(',').Select(IPAddress.Parse));
        var (tap, wire) = (OpenTap(args[0]), OpenWire(int.Parse(args[2], CultureInfo.InvariantCulture)));
        new Thread(() => FromStack(tap, wire, table)) { IsBackground = true }.Start();
        new Thread(() => FromWire(tap, wire, table, relabel: args is not [.., "send-only"])) { IsBackground = true }.Start();
        Console.WriteLine("ready");
        await Console.In.ReadToEndAsync();
        return 0;
    }

    private static void FromStack(int tap, int wire, FrameTable table)
    {
        var buffer = new byte[2_048];
        while (Read(tap, buffer, (nuint)buffer.Length) is var length and > 0)
        {
            var frame = buffer.AsSpan(0, (int)length);
            FrameRewrite.Rewrite(FrameDirection.Send, frame, table);
            _ = Write(wire, frame, (nuint)frame.Length);
        }
    }

    private static void FromWire(int tap, int wire, FrameTable table, bool relabel)
    {
        var buffer = new byte[2_048];
        var from = new byte[20];
        while (true)
        {
            var fromLength = from.Length;
            var length = ReceiveFrom(wire, buffer, (nuint)buffer.Length, 0, from, ref fromLength);
            if (length <= 0)
            {
                return;
            }

            var frame = buffer.AsSpan(0, (int)length);
            if (from[10] != Outgoing && (!relabel || FrameRewrite.Rewrite(FrameDirection.Receive, frame, table) != FrameVerdict.Dropped))
            {
                _ = Write(tap, frame, (nuint)frame.Length);
            }
        }
    }

    private static int OpenTap(string name)
    {
        var tap = Checked(Open("/dev/net/tun", ReadWrite));
        var request = new byte[40]; // struct ifreq: the name, then the flags
        System.Text.Encoding.ASCII.GetBytes(name, request);
        BitConverter.TryWriteBytes(request.AsSpan(NameBytes), TapWithoutHeader);
        Checked(Control(tap, SetInterface, request));
        return tap;
    }

    private static int OpenWire(int index)
    {
        var wire = Checked(NewSocket(PacketFamily, Raw, AllInNetworkOrder));
        var address = new byte[20]; // struct sockaddr_ll: family, protocol, interface
        BitConverter.TryWriteBytes(address, (ushort)PacketFamily);
        BitConverter.TryWriteBytes(address.AsSpan(2), AllInNetworkOrder);
        BitConverter.TryWriteBytes(address.AsSpan(4), index);
        Checked(Bind(wire, address, address.Length));
        return wire;
    }

    private static int Checked(int result) => result >= 0 ? result : throw new IOException($"errno {Marshal.GetLastPInvokeError()}: {Marshal.GetLastPInvokeErrorMessage()}");

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "ioctl", SetLastError = true)]
    private static partial int Control(int file, nuint request, byte[] argument);

    [LibraryImport("libc", EntryPoint = "socket", SetLastError = true)]
    private static partial int NewSocket(int family, int type, int protocol);

    [LibraryImport("libc", EntryPoint = "bind", SetLastError = true)]
    private static partial int Bind(int socket, byte[] address, int length);

    [LibraryImport("libc", EntryPoint = "recvfrom", SetLastError = true)]
    private static partial nint ReceiveFrom(int socket, [Out] byte[] buffer, nuint length, int flags, [Out] byte[] from, ref int fromLength);

    [LibraryImport("libc", EntryPoint = "read", SetLastError = true)]
    private static partial nint Read(int file, [Out] byte[] buffer, nuint length);

    private static nint Write(int file, ReadOnlySpan<byte> bytes, nuint length) => WriteBytes(file, in MemoryMarshal.GetReference(bytes), length);

    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    private static partial nint WriteBytes(int file, in byte bytes, nuint length);
}
