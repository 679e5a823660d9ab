using System.Buffers;
using System.Buffers.Binary;
using System.Net.Sockets;

namespace OrleansNaming.Gateway.Dns;

/// <summary>One TCP connection: each message stands behind its length (RFC 1035 4.2.2), and is answered in its turn.</summary>
internal sealed class DnsSession(Socket connection, DnsView view, DnsMeter meter)
{
    /// <summary>A longer question ends the connection.</summary>
    private const int QuestionBytes = 4_096;

    /// <summary>What a length of 16 bits allows.</summary>
    private const int ReplyBytes = ushort.MaxValue;

    private const int LengthBytes = sizeof(ushort);

    private readonly byte[] _question = new byte[LengthBytes + QuestionBytes];

    /// <summary>Reads a question and writes its answer.</summary>
    /// <returns>False at the end of the connection.</returns>
    public async Task<bool> AnswerNextAsync(uint turn, CancellationToken cancellationToken)
    {
        if (!await FillAsync(_question.AsMemory(0, LengthBytes), cancellationToken).ConfigureAwait(false))
        {
            return false;
        }

        var length = BinaryPrimitives.ReadUInt16BigEndian(_question);
        if (length > QuestionBytes || !await FillAsync(_question.AsMemory(LengthBytes, length), cancellationToken).ConfigureAwait(false))
        {
            return false;
        }

        var reply = ArrayPool<byte>.Shared.Rent(LengthBytes + ReplyBytes);
        try
        {
            return await SendAsync(reply, Answer(length, turn, reply), cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(reply);
        }
    }

    private int Answer(int length, uint turn, byte[] reply)
    {
        var written = DnsResponder.Answer(_question.AsSpan(LengthBytes, length), view, isStream: true, turn, reply.AsSpan(LengthBytes, ReplyBytes), out var code);
        if (written == 0)
        {
            return 0;
        }

        meter.Answered(code);
        BinaryPrimitives.WriteUInt16BigEndian(reply, (ushort)written);
        return LengthBytes + written;
    }

    private async Task<bool> SendAsync(byte[] reply, int length, CancellationToken cancellationToken)
    {
        for (var sent = 0; sent < length;)
        {
            sent += await connection.SendAsync(reply.AsMemory(sent, length - sent), cancellationToken).ConfigureAwait(false);
        }

        return length > 0;
    }

    private async Task<bool> FillAsync(Memory<byte> memory, CancellationToken cancellationToken)
    {
        for (var filled = 0; filled < memory.Length;)
        {
            var read = await connection.ReceiveAsync(memory[filled..], cancellationToken).ConfigureAwait(false);
            if (read == 0)
            {
                return false;
            }

            filled += read;
        }

        return true;
    }
}
