namespace OrleansNaming.Gateway.Dns;

/// <summary>One endpoint as DNS tells it: where a service is, under a name that resolves.</summary>
/// <param name="Address">Its address; none for a host that has a name.</param>
/// <param name="Name">Its host as octets of a name: our own name for the address and port, or the host's.</param>
/// <param name="Port">Its port.</param>
/// <param name="Weight">As in a record of type SRV.</param>
internal readonly record struct DnsTarget(HostAddress Address, byte[] Name, ushort Port, ushort Weight) : IComparable<DnsTarget>
{
    /// <summary>HAProxy reads 256 weights from 65,536: (w + 255) / 256 (its src/resolvers.c), so that one step here is one step there.</summary>
    private const int WeightStep = 256;

    /// <summary>Null when DNS can't carry the host.</summary>
    public static DnsTarget? Of(Endpoint endpoint, int weight, DnsZone zone)
    {
        var address = HostAddress.Parse(endpoint.Host);
        var name = DnsZone.ToWire(address.IsNone ? endpoint.Host : $"{address.ToLabel()}-{endpoint.Port}.{DnsZone.Addresses}.{zone.Name}");
        return name is null ? null : new DnsTarget(address, name, (ushort)endpoint.Port, (ushort)Math.Min(weight * WeightStep, ushort.MaxValue));
    }

    /// <summary>By place, so that every server gives the same order whoever owns or holds the instances; the heavier of two at one place first.</summary>
    public int CompareTo(DnsTarget other) =>
        Address.CompareTo(other.Address) is var byAddress and not 0 ? byAddress
        : Name.AsSpan().SequenceCompareTo(other.Name) is var byName and not 0 ? byName
        : Port != other.Port ? Port.CompareTo(other.Port)
        : other.Weight.CompareTo(Weight);

    public bool IsAt(DnsTarget other) => Port == other.Port && Name.AsSpan().SequenceEqual(other.Name);
}
