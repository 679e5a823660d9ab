using System.Net;
using OrleansNaming.Node;

namespace OrleansNaming.Gateway.Dns;

/// <summary>Where servers are, looked at each second: a node tells it only on its own thread.</summary>
internal sealed class NodeWatch(INamingEngine engine, NamingOptions naming, IListeningAddresses? listening, IPAddress heardOn, TimeProvider time) : IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource _stopping = new();
    private volatile NodeAddresses? _nodes;
    private Task _watching = Task.CompletedTask;

    /// <summary>Null before the node was asked for the first time.</summary>
    public NodeAddresses? Nodes => _nodes;

    /// <summary>Where this process is reached; none when it is only known by a name.</summary>
    private HostAddress Self => HostAddress.Parse(naming.AdvertisedHost
        ?? ReachableAddress.For(listening?.Addresses is [var first, ..] ? first.Host : heardOn.ToString()));

    public void Start() => _watching = WatchAsync();

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync().ConfigureAwait(false);
        await _watching.ConfigureAwait(false);
        _stopping.Dispose();
    }

    private async Task WatchAsync()
    {
        using var timer = new PeriodicTimer(Pause, time);
        try
        {
            do
            {
                await LookAsync().ConfigureAwait(false);
            }
            while (await timer.WaitForNextTickAsync(_stopping.Token).ConfigureAwait(false));
        }
        catch (OperationCanceledException)
        {
            // The face stops.
        }
    }

    /// <summary>A node that has not started, or has ended, answers nothing; what was known stays.</summary>
    private async Task LookAsync()
    {
        try
        {
            _nodes = NodeAddresses.Of(await engine.GetStatusAsync(_stopping.Token).ConfigureAwait(false), Self);
        }
        catch (Exception e) when (e is NamingException or InvalidOperationException)
        {
        }
    }
}
