using System.Net;
using System.Net.Sockets;
using OrleansNaming.Gateway.Access;

namespace OrleansNaming.Gateway.Dns;

/// <summary>Questions over TCP (RFC 7766): so many connections, of all and of one address; above that the newcomer is closed.</summary>
internal sealed class DnsStreams : IAsyncDisposable
{
    private readonly Socket _socket;
    private readonly DnsView _view;
    private readonly NamingDnsOptions _options;
    private readonly DnsMeter _meter;
    private readonly TimeProvider _time;
    private readonly CallerShare _share;
    private readonly CancellationTokenSource _stopping = new();
    private readonly Task _accepting;
    private int _open;
    private uint _turn;

    /// <param name="socket">Closed by <see cref="DisposeAsync"/>.</param>
    /// <param name="view">What is known.</param>
    /// <param name="options">Limits.</param>
    /// <param name="meter">Counts.</param>
    /// <param name="time">For time-outs.</param>
    public DnsStreams(Socket socket, DnsView view, NamingDnsOptions options, DnsMeter meter, TimeProvider time)
    {
        (_socket, _view, _options, _meter, _time) = (socket, view, options, meter, time);
        _share = new CallerShare(options.ConnectionsPerCallerMax);
        _accepting = AcceptAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync().ConfigureAwait(false);
        _socket.Dispose();
        await _accepting.ConfigureAwait(false);
        _stopping.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!_stopping.IsCancellationRequested)
        {
            try
            {
                var connection = await _socket.AcceptAsync(_stopping.Token).ConfigureAwait(false);
                _ = ServeAsync(connection);
            }
            catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException)
            {
                return;
            }
            catch (SocketException)
            {
                // A client that left before it was taken, or no descriptor is free: the next one may have more luck, after a moment.
                await Task.Delay(TimeSpan.FromMilliseconds(10), _time, CancellationToken.None).ConfigureAwait(false);
            }
        }
    }

    private async Task ServeAsync(Socket connection)
    {
        using var closed = connection;
        var caller = CallerAddress.Of((connection.RemoteEndPoint as IPEndPoint)?.Address);
        if (!_share.TryEnter(caller))
        {
            return;
        }

        try
        {
            if (Interlocked.Increment(ref _open) <= _options.ConnectionsMax)
            {
                await TalkAsync(connection).ConfigureAwait(false);
            }
        }
        finally
        {
            Interlocked.Decrement(ref _open);
            _share.Leave(caller);
        }
    }

    private async Task TalkAsync(Socket connection)
    {
        try
        {
            using var idle = new CancellationTokenSource(_options.IdleTimeout, _time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(idle.Token, _stopping.Token);
            var session = new DnsSession(connection, _view, _meter);
            while (await session.AnswerNextAsync(Interlocked.Increment(ref _turn), either.Token).ConfigureAwait(false))
            {
                idle.CancelAfter(_options.IdleTimeout);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // It was silent for too long, or left: nobody waits for an answer.
        }
    }
}
