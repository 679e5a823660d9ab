using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Connections;

namespace OrleansNaming.Lan.Pulls;

/// <summary>At most so many connections of one host, so that one can't take the places of all. Loopback is this machine and not counted.</summary>
internal sealed class ConnectionGuard(int most)
{
    private readonly ConcurrentDictionary<IPAddress, int> _open = new();

    public ConnectionDelegate Around(ConnectionDelegate next) => context => AcceptAsync(context, next);

    private async Task AcceptAsync(ConnectionContext context, ConnectionDelegate next)
    {
        if ((context.RemoteEndPoint as IPEndPoint)?.Address is not { } host || IPAddress.IsLoopback(host))
        {
            await next(context).ConfigureAwait(false);
            return;
        }

        try
        {
            if (_open.AddOrUpdate(host, 1, static (_, count) => count + 1) <= most)
            {
                await next(context).ConfigureAwait(false);
            }
        }
        finally
        {
            Leave(host);
        }
    }

    private void Leave(IPAddress host)
    {
        if (_open.AddOrUpdate(host, 0, static (_, count) => count - 1) == 0)
        {
            _open.TryRemove(new KeyValuePair<IPAddress, int>(host, 0));
        }
    }
}
