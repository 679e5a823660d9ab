using System.Buffers;
using System.Net;
using Microsoft.Extensions.Logging;

namespace OrleansNaming.Silo.Notices;

/// <inheritdoc cref="INamingSilo"/>
internal sealed class NamingSilo(GrainId id, Orleans.Runtime.Silo silo, ILoggerFactory loggers, LocalNode node) : GrainService(id, silo, loggers), INamingSilo
{
    public Task DeliverAsync(byte[][] datagrams, byte[] source)
    {
        var address = new IPAddress(source);
        foreach (var datagram in datagrams)
        {
            var rented = ArrayPool<byte>.Shared.Rent(datagram.Length);
            datagram.CopyTo(rented, 0);
            node.Received(rented, datagram.Length, address);
        }

        return Task.CompletedTask;
    }

    public async Task<byte[]> CallAsync(byte[] request, byte[] source) => await node.CallAsync(request, new IPAddress(source)).ConfigureAwait(true);
}
