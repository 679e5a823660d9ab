using Orleans.Runtime.Services;
using OrleansNaming.Silo.Notices;

namespace OrleansNaming.Silo;

/// <summary>Straight to another silo's <see cref="INamingSilo"/>.</summary>
internal sealed class SiloLinks(IServiceProvider services, SiloDirectory silos) : GrainServiceClient<INamingSilo>(services)
{
    private readonly byte[] _source = silos.Self.Endpoint.Address.GetAddressBytes();

    /// <summary>This silo's IP address, as calls carry it.</summary>
    public byte[] Source => _source;

    /// <summary>Sends without waiting for anything; what is lost, the protocol repeats.</summary>
    public void Deliver(SiloMember to, byte[] datagram) => GetGrainService(to.Address).DeliverAsync(datagram, _source).Ignore();

    public Task<byte[]> CallAsync(SiloMember to, byte[] request, byte[] source) => GetGrainService(to.Address).CallAsync(request, source);
}
