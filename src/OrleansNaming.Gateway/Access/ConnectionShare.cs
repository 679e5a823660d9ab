using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Connections;

namespace OrleansNaming.Gateway.Access;

/// <summary>
/// So many connections one address may hold (an IPv6 caller owns a /64, so that counts as one): who opens more is closed at once, and all
/// others are served. Loopback is not limited, since it is where a proxy and all of a machine's own programs come from.
/// </summary>
internal sealed class ConnectionShare(int perAddressMax)
{
    private readonly ConcurrentDictionary<UInt128, int> _open = [];

    public ConnectionDelegate Limit(ConnectionDelegate next) => connection => ServeAsync(connection, next);

    private async Task ServeAsync(ConnectionContext connection, ConnectionDelegate next)
    {
        if (connection.RemoteEndPoint is not IPEndPoint { Address: var address } || IPAddress.IsLoopback(address))
        {
            await next(connection).ConfigureAwait(false);
            return;
        }

        var caller = CallerOf(address);
        if (_open.AddOrUpdate(caller, 1, static (_, count) => count + 1) > perAddressMax)
        {
            connection.Abort(new ConnectionAbortedException("too many connections from one address"));
            Leave(caller);
            return;
        }

        try
        {
            await next(connection).ConfigureAwait(false);
        }
        finally
        {
            Leave(caller);
        }
    }

    /// <summary>An address that holds nothing is forgotten: the dictionary holds at most the server's connections.</summary>
    private void Leave(UInt128 caller)
    {
        if (_open.AddOrUpdate(caller, 0, static (_, count) => count - 1) == 0)
        {
            _open.TryRemove(new KeyValuePair<UInt128, int>(caller, 0));
        }
    }

    private static UInt128 CallerOf(IPAddress address)
    {
        Span<byte> bytes = stackalloc byte[16];
        address.MapToIPv6().TryWriteBytes(bytes, out _);
        var whole = System.Buffers.Binary.BinaryPrimitives.ReadUInt128BigEndian(bytes);
        return address.IsIPv4MappedToIPv6 || address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetwork ? whole : whole >> 64 << 64;
    }
}
