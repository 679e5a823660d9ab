using System.Net;
using System.Net.Sockets;

namespace OrleansNaming.Lan.Datagrams;

/// <summary>
/// Resolves the configured peers, at the start and every 30 s, so that a node that moved is met again. A name that can't be resolved just now
/// keeps what it yielded last: a broken resolver must not make a node forget its cluster.
/// </summary>
internal sealed class PeerFinder(
    IReadOnlyList<PeerName> peers, AddressFamily family, Action<IReadOnlyList<PeerAddress>> found, Action<string, string> failed, TimeProvider time) : IDisposable
{
    /// <summary>Asks the system's resolver.</summary>
    public Func<string, AddressFamily, CancellationToken, Task<IPAddress[]>> Resolve { get; init; } = Dns.GetHostAddressesAsync;

    /// <summary>Addresses in all; a name that yields more is cut.</summary>
    public const int AddressesMax = 1_024;

    private static readonly TimeSpan Period = TimeSpan.FromSeconds(30);
    private readonly Dictionary<PeerName, IReadOnlyList<PeerAddress>> _last = [];
    private readonly CancellationTokenSource _stop = new();

    /// <summary>Asks once and says what came, then keeps asking.</summary>
    public async Task StartAsync()
    {
        await FindAsync().ConfigureAwait(false);
        _ = RepeatAsync();
    }

    public void Dispose() => _stop.Cancel();

    private async Task RepeatAsync()
    {
        using var timer = new PeriodicTimer(Period, time);
        try
        {
            while (await timer.WaitForNextTickAsync(_stop.Token).ConfigureAwait(false))
            {
                await FindAsync().ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException)
        {
            // stopped
        }
    }

    /// <summary>Asks for every peer once.</summary>
    public async Task FindAsync()
    {
        foreach (var peer in peers)
        {
            if (await ResolveAsync(peer).ConfigureAwait(false) is { } addresses)
            {
                _last[peer] = addresses;
            }
        }

        found([.. peers.SelectMany(peer => _last.GetValueOrDefault(peer) ?? []).Distinct().Take(AddressesMax)]);
    }

    private async Task<IReadOnlyList<PeerAddress>?> ResolveAsync(PeerName peer)
    {
        try
        {
            var addresses = await Resolve(peer.Host, family, _stop.Token).ConfigureAwait(false);
            return [.. addresses.Select(address => new PeerAddress(address, peer.ProbePort, peer.PullPort))];
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException or ArgumentException)
        {
            failed(peer.Host, e.Message);
            return null;
        }
    }
}
