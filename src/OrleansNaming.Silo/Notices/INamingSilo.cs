using Orleans.Concurrency;
using Orleans.Services;

namespace OrleansNaming.Silo.Notices;

/// <summary>One silo's ear: notices and small questions of the protocol come here, straight to the silo and to no activation.</summary>
[Alias("OrleansNaming.INamingSilo")]
internal interface INamingSilo : IGrainService
{
    /// <summary>Takes one datagram of the protocol.</summary>
    /// <param name="datagram">A sealed message of at most 1,200 B.</param>
    /// <param name="source">The sending silo's IP address: 4 or 16 bytes.</param>
    [OneWay]
    [Alias("Deliver")]
    Task DeliverAsync([Immutable] byte[] datagram, [Immutable] byte[] source);

    /// <summary>Answers a call of the protocol.</summary>
    /// <returns>The sealed answer; empty when the request is refused unread.</returns>
    [Alias("Call")]
    Task<byte[]> CallAsync([Immutable] byte[] request, [Immutable] byte[] source);
}
