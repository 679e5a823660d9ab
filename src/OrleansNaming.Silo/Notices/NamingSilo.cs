using System.Buffers;
using System.Net;
using Microsoft.Extensions.Logging;

namespace OrleansNaming.Silo.Notices;

/// <inheritdoc cref="INamingSilo"/>
/// <remarks>Requests to a grain service interleave, and two messages may change places; the protocol expects no less of a network.</remarks>
internal sealed class NamingSilo(GrainId id, Orleans.Runtime.Silo silo, ILoggerFactory loggers, LocalNode node) : GrainService(id, silo, loggers), INamingSilo
{
    public Task DeliverAsync(byte[] datagram, byte[] source)
    {
        var rented = ArrayPool<byte>.Shared.Rent(datagram.Length);
        datagram.CopyTo(rented, 0);
        node.Received(rented, datagram.Length, new IPAddress(source));
        return Task.CompletedTask;
    }

    public async Task<byte[]> CallAsync(byte[] request, byte[] source) => await node.CallAsync(request, new IPAddress(source)).ConfigureAwait(true);
}
