using System.Net;

namespace OrleansNaming.Lan.Datagrams;

/// <summary>Where received datagrams go.</summary>
internal interface IDatagramSink
{
    /// <summary>Takes a datagram. The buffer is of <see cref="System.Buffers.ArrayPool{T}.Shared"/> and belongs to the sink from now on.</summary>
    void Received(byte[] rented, int length, IPAddress source);

    /// <summary>A host answered that nobody listens at a port (ICMP port unreachable).</summary>
    void Refused(PeerAddress target);
}
