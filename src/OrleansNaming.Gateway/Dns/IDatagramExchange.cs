namespace OrleansNaming.Gateway.Dns;

/// <summary>How one thread takes questions from a socket and gives answers, in memory of its own.</summary>
internal interface IDatagramExchange
{
    /// <summary>Waits for at least one question, answers what came, and sends the answers.</summary>
    /// <exception cref="System.Net.Sockets.SocketException">The network failed.</exception>
    /// <exception cref="ObjectDisposedException">The socket was closed.</exception>
    void Turn(DatagramAnswer answer);
}
