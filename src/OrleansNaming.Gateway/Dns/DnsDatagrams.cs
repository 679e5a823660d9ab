using System.Net;
using System.Net.Sockets;

namespace OrleansNaming.Gateway.Dns;

/// <summary>
/// Questions over UDP: threads that block on one socket, since the pool would cost two wake-ups a question. Each answers into memory of its
/// own: a question for a name whose instances did not change allocates nothing.
/// </summary>
internal sealed class DnsDatagrams : IDisposable
{
    /// <summary>Longer questions than any client sends; one that is cut here can't be read, which is what it is told.</summary>
    private const int QuestionBytes = 4_096;

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
            _threads[i] = new Thread(Run) { Name = $"naming dns {i}", IsBackground = true };
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

    private void Run()
    {
        var source = new SocketAddress(_socket.AddressFamily);
        var (question, reply) = (new byte[QuestionBytes], new byte[DnsReply.DatagramBytes]);
        for (uint turn = 0, failures = 0; !_stopping.IsSet;)
        {
            try
            {
                var length = _socket.ReceiveFrom(question, SocketFlags.None, source);
                failures = 0;
                Answer(question.AsSpan(0, length), source, turn++, reply);
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException)
            {
                // What earlier replies met comes back here one by one; a network that is down fails for long, and must not cost a core.
                _stopping.Wait(++failures < FailuresInARowMax ? TimeSpan.Zero : FailurePause);
            }
        }
    }

    private void Answer(ReadOnlySpan<byte> question, SocketAddress source, uint turn, byte[] reply)
    {
        var paced = _pace.Judge(DatagramSource.CallerOf(source));
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

        if (length > 0)
        {
            _socket.SendTo(reply.AsSpan(0, length), SocketFlags.None, source);
        }
    }

    private int Count(int length, DnsCode code)
    {
        _meter.Answered(code);
        return length;
    }
}
