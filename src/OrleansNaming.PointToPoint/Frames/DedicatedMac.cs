using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace OrleansNaming.PointToPoint.Frames;

/// <summary>
/// A host's second Ethernet address, derived from its own IPv4 address: two octets of prefix, then the four of the address (row M2, FIG 6).
/// Nobody allocates it, and everyone who knows the host's IP address knows it.
/// </summary>
/// <param name="Prefix">The first two octets.</param>
public readonly record struct DedicatedMac(ushort Prefix)
{
    /// <summary>
    /// <c>06-bf</c>, locally administered unicast: a switch learns it, so that a frame reaches one host. The default.
    /// </summary>
    public static DedicatedMac Unicast { get; } = new(0x06BF);

    /// <summary>
    /// <c>03-bf</c>, locally administered group, as in FIG 6: the adapter takes it through its multicast filter, and switches flood it.
    /// </summary>
    public static DedicatedMac Patent { get; } = new(0x03BF);

    /// <summary>The address of the host with that IPv4 address.</summary>
    /// <exception cref="ArgumentException"><paramref name="host"/> is no IPv4 address.</exception>
    public MacAddress Of(IPAddress host)
    {
        ArgumentNullException.ThrowIfNull(host);
        return host.AddressFamily == AddressFamily.InterNetwork
            ? Of(BinaryPrimitives.ReadUInt32BigEndian(host.GetAddressBytes()))
            : throw new ArgumentException($"{host} is no IPv4 address: its four octets are what is derived from", nameof(host));
    }

    /// <summary>Whose address it is.</summary>
    /// <returns>False when it does not begin with the prefix.</returns>
    public bool TryGetHost(MacAddress address, out IPAddress host)
    {
        var isOurs = address.Value >> 32 == Prefix;
        Span<byte> octets = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(octets, (uint)address.Value);
        host = isOurs ? new IPAddress(octets) : IPAddress.None;
        return isOurs;
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Prefix >> 8:x2}-{Prefix & 0xFF:x2}";

    internal MacAddress Of(uint host) => new((ulong)Prefix << 32 | host);

    internal bool Covers(MacAddress address) => address.Value >> 32 == Prefix;
}
