using System.Collections.Concurrent;
using Orleans.Runtime.Services;
using OrleansNaming.Silo.Notices;

namespace OrleansNaming.Silo;

/// <summary>Straight to another silo's <see cref="INamingSilo"/>.</summary>
internal sealed class SiloLinks(IServiceProvider services, SiloDirectory silos, TimeProvider time) : GrainServiceClient<INamingSilo>(services)
{
    private readonly ConcurrentDictionary<SiloAddress, SiloOutbox> _outboxes = new();

    /// <summary>This silo's IP address, as calls carry it.</summary>
    public byte[] Source { get; } = silos.Self.Endpoint.Address.GetAddressBytes();

    /// <summary>Sends in order, and without waiting. False at the outbox's bound.</summary>
    public bool Deliver(SiloMember to, byte[] datagram) => _outboxes.GetOrAdd(to.Address, NewOutbox).Send(datagram);

    /// <summary>Forgets the outboxes of silos that are gone.</summary>
    public void Forget(SiloAddress gone) => _outboxes.TryRemove(gone, out _);

    public Task<byte[]> CallAsync(SiloMember to, byte[] request, byte[] source) => GetGrainService(to.Address).CallAsync(request, source);

    private SiloOutbox NewOutbox(SiloAddress silo) => new(GetGrainService(silo), Source, time);
}
