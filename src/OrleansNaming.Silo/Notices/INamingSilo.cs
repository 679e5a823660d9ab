using Orleans.Services;

namespace OrleansNaming.Silo.Notices;

/// <summary>One silo's ear: notices and small questions of the protocol come here, straight to the silo and to no activation.</summary>
[Alias("OrleansNaming.INamingSilo")]
internal interface INamingSilo : IGrainService
{
    /// <summary>Takes datagrams of the protocol, in order.</summary>
    /// <param name="datagrams">Sealed messages of at most 1,200 B each.</param>
    /// <param name="source">The sending silo's IP address: 4 or 16 bytes.</param>
    [Alias("Deliver")]
    Task DeliverAsync([Immutable] byte[][] datagrams, [Immutable] byte[] source);

    /// <summary>Answers a call of the protocol.</summary>
    /// <returns>The sealed answer; empty when the request is refused unread.</returns>
    [Alias("Call")]
    Task<byte[]> CallAsync([Immutable] byte[] request, [Immutable] byte[] source);
}
