using System.Net.Sockets;
using OrleansNaming.PointToPoint.Neighbours;

namespace OrleansNaming.PointToPoint.Sending;

/// <summary>Plain TCP to a peer (row M6): connects to a dedicated endpoint of a name, and never to this process.</summary>
public sealed class PeerDialler
{
    private readonly NeighbourTable _table;
    private readonly PeerChoice _choice;
    private readonly TimeSpan _timeout;
    private readonly TimeProvider _time;

    internal PeerDialler(NeighbourTable table, PeerChoice choice, TimeSpan timeout, TimeProvider time) =>
        (_table, _choice, _timeout, _time) = (table, choice, timeout, time);

    /// <summary>Connects to a peer; the next one is tried when one cannot be connected to.</summary>
    /// <param name="name">The full path.</param>
    /// <param name="server">Which server, or which instance of a guest; null for each in turn.</param>
    /// <param name="port">The endpoint's name; null for any.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="NamingException">No peer is known (<see cref="Refusal.NotFound"/>), or none could be connected to (<see cref="Refusal.Unreachable"/>).</exception>
    public async Task<Stream> ConnectAsync(string name, string? server = null, string? port = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        var peers = _choice.Order(_table.Current.Offering(name), port, new PeerTarget(server, null), name);
        var failures = new List<string>();
        foreach (var peer in peers)
        {
            using var limit = new CancellationTokenSource(_timeout, _time);
            using var ends = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
            try
            {
                return await PeerSocket.ConnectAsync(peer.Dedicated, ends.Token).ConfigureAwait(false);
            }
            catch (Exception failed) when (failed is SocketException || (failed is OperationCanceledException && !cancellationToken.IsCancellationRequested))
            {
                failures.Add($"{peer.Server} at {peer.Dedicated} ({(failed is SocketException ? failed.Message : "no answer in time")})");
            }
        }

        throw failures.Count == 0
            ? new NamingException(Refusal.NotFound, $"no other server offers '{name}'{(server is null ? "" : $" as '{server}'")} at a dedicated endpoint: see 'naming neigh'")
            : new NamingException(Refusal.Unreachable, $"no peer of '{name}' could be connected to: {string.Join(", ", failures)}");
    }
}
