using System.Net.Sockets;

namespace OrleansNaming.Gateway.Dns;

/// <summary>
/// Questions over UDP: threads that block on one socket, since the pool would cost two wake-ups a question. Each answers into memory of its
/// own: a question for a name whose instances did not change allocates nothing.
/// </summary>
internal sealed class DnsDatagrams : IDisposable
{
    /// <summary>Longer questions than any client sends; one that is cut here can't be read, which is what it is told.</summary>
    public const int QuestionBytes = 4_096;

    private const int ThreadsMax = 4;
    private const int FailuresInARowMax = 16;
    private static readonly TimeSpan FailurePause = TimeSpan.FromMilliseconds(50);

    private readonly Socket _socket;
    private readonly DnsView _view;
    private readonly ResponsePace _pace;
    private readonly DnsMeter _meter;
    private readonly ManualResetEventSlim _stopping = new();
    private readonly Thread[] _threads;

    /// <param name="socket">Closed by <see cref="Dispose"/>.</param>
    /// <param name="view">What is known.</param>
    /// <param name="pace">How much each address is sent.</param>
    /// <param name="meter">Counts.</param>
    public DnsDatagrams(Socket socket, DnsView view, ResponsePace pace, DnsMeter meter)
    {
        (_socket, _view, _pace, _meter) = (socket, view, pace, meter);
        _threads = new Thread[Math.Clamp(Environment.ProcessorCount - 1, 1, ThreadsMax)];
        for (var i = 0; i < _threads.Length; i++)
        {
            // Here, where the socket is open: on its thread it could be closed already.
            IDatagramExchange exchange = BatchedDatagrams.TryOpen(socket) is { } batched ? batched : new SingleDatagrams(socket);
            _threads[i] = new Thread(() => Run(exchange)) { Name = $"naming dns {i}", IsBackground = true };
            _threads[i].UnsafeStart();
        }
    }

    public void Dispose()
    {
        _stopping.Set();
        _socket.Dispose();
        foreach (var thread in _threads)
        {
            thread.Join();
        }
    }

    private void Run(IDatagramExchange exchange)
    {
        uint turn = 0;
        DatagramAnswer answer = (question, source, reply) => Answer(question, source, turn++, reply);
        for (uint failures = 0; !_stopping.IsSet;)
        {
            try
            {
                exchange.Turn(answer);
                failures = 0;
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException)
            {
                // What earlier replies met comes back here one by one; a network that is down fails for long, and must not cost a core.
                _stopping.Wait(++failures < FailuresInARowMax ? TimeSpan.Zero : FailurePause);
            }
        }
    }

    private int Answer(ReadOnlySpan<byte> question, ReadOnlySpan<byte> source, uint turn, Span<byte> reply)
    {
        var paced = _pace.Judge(DatagramSource.CallerOf(_socket.AddressFamily, source));
        var length = paced switch
        {
            PacedReply.Whole => DnsResponder.Answer(question, _view, isStream: false, turn, reply, out var code) is var whole and > 0 ? Count(whole, code) : 0,
            PacedReply.Truncated => DnsResponder.Truncated(question, reply),
            _ => 0,
        };
        if (paced != PacedReply.Whole)
        {
            _meter.Paced();
        }

        return length;
    }

    private int Count(int length, DnsCode code)
    {
        _meter.Answered(code);
        return length;
    }
}
