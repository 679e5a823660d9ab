using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace OrleansNaming.Benchmarks.Consul;

/// <summary>Clients that cost this process next to nothing: bare sockets, each with one connection and one question.</summary>
internal sealed class ParkedSockets(Uri server, int count) : IDisposable
{
    private readonly Socket[] _sockets = new Socket[count];
    private readonly string[] _indexes = new string[count];
    private readonly byte[] _answer = new byte[64 << 10];

    /// <summary>Asks once on each, and keeps the connection and the index.</summary>
    public void Connect(Func<int, string> path)
    {
        for (var i = 0; i < count; i++)
        {
            _sockets[i] = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            _sockets[i].Connect(IPAddress.Loopback, server.Port);
            Send(i, path(i));
            _indexes[i] = IndexOf(Receive(i));
        }
    }

    /// <summary>Asks again on each, for the next change: nothing is answered.</summary>
    public void Park(Func<int, string> path)
    {
        for (var i = 0; i < count; i++)
        {
            Send(i, string.Create(CultureInfo.InvariantCulture, $"{path(i)}?index={_indexes[i]}&wait=10m"));
        }
    }

    /// <summary>How many were answered.</summary>
    public int Answered => _sockets.Count(socket => socket.Available > 0);

    public void Dispose()
    {
        foreach (var socket in _sockets)
        {
            socket?.Dispose();
        }
    }

    private void Send(int i, string path) => _sockets[i].Send(Encoding.ASCII.GetBytes($"GET {path} HTTP/1.1\r\nHost: {server.Authority}\r\n\r\n"));

    /// <summary>Header and body: Kestrel sends such short ones at once, and an answer that came in pieces is read on until its length is there.</summary>
    private string Receive(int i)
    {
        var length = 0;
        while (true)
        {
            length += _sockets[i].Receive(_answer.AsSpan(length));
            var text = Encoding.ASCII.GetString(_answer, 0, length);
            if (!text.StartsWith("HTTP/1.1 200", StringComparison.Ordinal))
            {
                throw new InvalidOperationException(text);
            }

            if (text.IndexOf("\r\n\r\n", StringComparison.Ordinal) is var end and > 0 && length >= end + 4 + int.Parse(Header(text, "Content-Length"), CultureInfo.InvariantCulture))
            {
                return text;
            }
        }
    }

    private static string IndexOf(string answer) => Header(answer, "X-Consul-Index");

    private static string Header(string answer, string name)
    {
        var start = answer.IndexOf($"\r\n{name}: ", StringComparison.OrdinalIgnoreCase) + name.Length + 4;
        return answer[start..answer.IndexOf("\r\n", start, StringComparison.Ordinal)];
    }
}
