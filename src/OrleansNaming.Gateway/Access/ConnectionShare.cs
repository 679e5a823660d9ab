using System.Net;
using Microsoft.AspNetCore.Connections;

namespace OrleansNaming.Gateway.Access;

/// <summary>
/// So many connections one address may hold (an IPv6 caller owns a /64, so that counts as one): who opens more is closed at once, and all
/// others are served. Loopback is not limited, since it is where a proxy and all of a machine's own programs come from.
/// </summary>
internal sealed class ConnectionShare(int perAddressMax)
{
    private readonly CallerShare _open = new(perAddressMax);

    public ConnectionDelegate Limit(ConnectionDelegate next) => connection => ServeAsync(connection, next);

    private async Task ServeAsync(ConnectionContext connection, ConnectionDelegate next)
    {
        if (connection.RemoteEndPoint is not IPEndPoint { Address: var address } || IPAddress.IsLoopback(address))
        {
            await next(connection).ConfigureAwait(false);
            return;
        }

        var caller = CallerAddress.Of(address);
        if (!_open.TryEnter(caller))
        {
            connection.Abort(new ConnectionAbortedException("too many connections from one address"));
            return;
        }

        try
        {
            await next(connection).ConfigureAwait(false);
        }
        finally
        {
            _open.Leave(caller);
        }
    }
}
