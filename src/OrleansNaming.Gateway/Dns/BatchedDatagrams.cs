using System.Net.Sockets;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace OrleansNaming.Gateway.Dns;

/// <summary>
/// Takes what waits by one call, and sends all answers by one (recvmmsg(2), sendmmsg(2)): the more questions come, the less each costs. A single question waits for no other.
/// </summary>
/// <remarks>Linux of 64 bits only, whose layout of <c>mmsghdr</c> this is; elsewhere there is <see cref="SingleDatagrams"/>.</remarks>
internal sealed unsafe partial class BatchedDatagrams : IDatagramExchange
{
    /// <summary>Datagrams of one turn; what waits beyond them is the next turn's, or another thread's.</summary>
    private const int Max = 16;

    /// <summary>As <c>sockaddr_storage</c>.</summary>
    private const int SourceBytes = 128;

    private const int WaitForOne = 0x1_0000;
    private const int DoNotWait = 0x40;
    private const int Interrupted = 4;
    private const int NotThere = 38;

    private readonly SafeSocketHandle _socket;

    // Pinned, since the system writes into them; each stands for what points into it.
    private readonly Slot[] _questions = GC.AllocateArray<Slot>(Max, pinned: true);
    private readonly Slot[] _answers = GC.AllocateArray<Slot>(Max, pinned: true);
    private readonly IoVector[] _vectors = GC.AllocateArray<IoVector>(2 * Max, pinned: true);
    private readonly byte[] _memory = GC.AllocateArray<byte>(Max * (SourceBytes + DnsDatagrams.QuestionBytes + DnsReply.DatagramBytes), pinned: true);

    private BatchedDatagrams(SafeSocketHandle socket)
    {
        _socket = socket;
        for (var i = 0; i < Max; i++)
        {
            _vectors[i] = new IoVector { Start = QuestionOf(i), Length = DnsDatagrams.QuestionBytes };
            _vectors[Max + i].Start = ReplyOf(i);
            _questions[i].Message = new Message { Source = SourceOf(i), Vectors = At(_vectors, i), VectorCount = 1 };
        }
    }

    /// <summary>Null where the system has no such calls.</summary>
    public static BatchedDatagrams? TryOpen(Socket socket)
    {
        if (!OperatingSystem.IsLinux() || !Environment.Is64BitProcess)
        {
            return null;
        }

        Slot nothing = default;
        return Receive(socket.SafeHandle, &nothing, 0, DoNotWait, null) < 0 && Marshal.GetLastPInvokeError() == NotThere ? null : new BatchedDatagrams(socket.SafeHandle);
    }

    /// <inheritdoc/>
    public void Turn(DatagramAnswer answer)
    {
        for (var i = 0; i < Max; i++)
        {
            _questions[i].Message.SourceLength = SourceBytes; // each receipt writes over it
        }

        var received = Receive(_socket, At(_questions, 0), Max, WaitForOne, null);
        if (received < 0)
        {
            ThrowIfFailed();
            return;
        }

        var answered = 0;
        for (var i = 0; i < received; i++)
        {
            answered += Answer(answer, i, answered) ? 1 : 0;
        }

        Send(answered);
    }

    private bool Answer(DatagramAnswer answer, int at, int place)
    {
        var asked = _questions[at].Message;
        if (asked.SourceLength == 0)
        {
            return false; // nobody's: so a wait ends when the socket is closed
        }

        var length = answer(new(QuestionOf(at), (int)_questions[at].Length), new(asked.Source, (int)asked.SourceLength), new(ReplyOf(at), DnsReply.DatagramBytes));
        if (length == 0)
        {
            return false;
        }

        var vector = At(_vectors, Max + at);
        vector->Length = (nuint)length;
        _answers[place].Message = new Message { Source = asked.Source, SourceLength = asked.SourceLength, Vectors = vector, VectorCount = 1 };
        return true;
    }

    /// <summary>Stops at the first that fails: it is left out, as a datagram that is lost, and the rest follows.</summary>
    private void Send(int count)
    {
        for (var sent = 0; sent < count;)
        {
            sent += Send(_socket, At(_answers, sent), (uint)(count - sent), 0) is var taken and > 0 ? taken : 1;
        }
    }

    /// <summary>Where a pinned element stands.</summary>
    private static T* At<T>(T[] pinned, int at)
        where T : unmanaged => (T*)Unsafe.AsPointer(ref pinned[at]);

    private byte* SourceOf(int at) => At(_memory, at * (SourceBytes + DnsDatagrams.QuestionBytes + DnsReply.DatagramBytes));

    private byte* QuestionOf(int at) => SourceOf(at) + SourceBytes;

    private byte* ReplyOf(int at) => QuestionOf(at) + DnsDatagrams.QuestionBytes;

    private static void ThrowIfFailed()
    {
        if (Marshal.GetLastPInvokeError() != Interrupted)
        {
            throw new SocketException((int)SocketError.SocketError);
        }
    }

    [LibraryImport("libc", EntryPoint = "recvmmsg", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Receive(SafeSocketHandle socket, Slot* messages, uint count, int flags, void* timeout);

    [LibraryImport("libc", EntryPoint = "sendmmsg")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Send(SafeSocketHandle socket, Slot* messages, uint count, int flags);

    /// <summary><c>iovec</c>.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct IoVector
    {
        public byte* Start;
        public nuint Length;
    }

    /// <summary><c>msghdr</c>.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct Message
    {
        public byte* Source;
        public uint SourceLength;
        public IoVector* Vectors;
        public nuint VectorCount;
        public void* Control;
        public nuint ControlLength;
        public int Flags;
    }

    /// <summary><c>mmsghdr</c>: a message, and how many bytes came or went.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct Slot
    {
        public Message Message;
        public uint Length;
    }
}
