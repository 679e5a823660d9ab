using System.Net;
using System.Net.Sockets;

namespace OrleansNaming.PointToPoint.Tests.Hosts;

/// <summary>What stands at the shared address: passes each connection's bytes on to one replica, which can be changed, or to nobody.</summary>
internal sealed class Director : IAsyncDisposable
{
    private readonly TcpListener _listener;
    private readonly CancellationTokenSource _ends = new();
    private readonly Task _accepting;
    private volatile IPEndPoint _to;
    private int _accepted;

    public Director(int port, IPEndPoint to)
    {
        _to = to;
        _listener = new TcpListener(IPAddress.Parse(Shared.Vip), port);
        _listener.Start();
        _accepting = AcceptAsync();
    }

    /// <summary>Connections that came to the shared address.</summary>
    public int Accepted => Volatile.Read(ref _accepted);

    public void MoveTo(IPEndPoint to) => _to = to;

    /// <summary>From now on nothing stands at the shared address.</summary>
    public async Task StopAsync()
    {
        await _ends.CancelAsync();
        _listener.Dispose();
        await _accepting;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _ends.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync(_ends.Token);
                Interlocked.Increment(ref _accepted);
                _ = PassAsync(client);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task PassAsync(TcpClient client)
    {
        using var server = new TcpClient();
        try
        {
            using (client)
            {
                await server.ConnectAsync(_to, _ends.Token);
                await Task.WhenAny(
                    client.GetStream().CopyToAsync(server.GetStream(), _ends.Token),
                    server.GetStream().CopyToAsync(client.GetStream(), _ends.Token));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or IOException)
        {
            // Either side left.
        }
    }
}
