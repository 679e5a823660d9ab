using System.Net;
using System.Net.Sockets;

namespace OrleansNaming.Gateway.Dns;

/// <summary>One question at a time, on every system.</summary>
internal sealed class SingleDatagrams(Socket socket) : IDatagramExchange
{
    private readonly SocketAddress _source = new(socket.AddressFamily);
    private readonly byte[] _question = new byte[DnsDatagrams.QuestionBytes];
    private readonly byte[] _reply = new byte[DnsReply.DatagramBytes];

    /// <inheritdoc/>
    public void Turn(DatagramAnswer answer)
    {
        var received = socket.ReceiveFrom(_question, SocketFlags.None, _source);
        if (answer(_question.AsSpan(0, received), _source.Buffer.Span, _reply) is var length and > 0)
        {
            socket.SendTo(_reply.AsSpan(0, length), SocketFlags.None, _source);
        }
    }
}
