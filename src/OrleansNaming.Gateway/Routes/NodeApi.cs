using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using OrleansNaming.InProcess;
using OrleansNaming.Node;
using OrleansNaming.Watching;

namespace OrleansNaming.Gateway.Routes;

/// <summary>What the routes work on: the engine of this process and the reading over its replica.</summary>
internal sealed class NodeApi(
    INamingEngine engine, EngineClient client, DirectoryReader reader, WatchFeed feed, AppliedSignal applied,
    IOptions<NamingOptions> naming, IOptions<NamingApiOptions> options, IHostApplicationLifetime lifetime, TimeProvider time)
{
    private int _watchers;

    public INamingEngine Engine => engine;

    public EngineClient Client => client;

    public DirectoryReader Reader => reader;

    public WatchFeed Feed => feed;

    public AppliedSignal Applied => applied;

    public NamingOptions Naming => naming.Value;

    public NamingApiOptions Options => options.Value;

    public TimeProvider Time => time;

    /// <summary>Ends streams before the server would have to wait for them.</summary>
    public CancellationToken Stopping => lifetime.ApplicationStopping;

    public int Watchers => Volatile.Read(ref _watchers);

    /// <summary>Takes a place among the watchers; dispose it to leave.</summary>
    /// <exception cref="NamingException">All places are taken.</exception>
    public IDisposable TakeWatcherPlace()
    {
        if (Interlocked.Increment(ref _watchers) > Options.WatchersMax)
        {
            Interlocked.Decrement(ref _watchers);
            throw new NamingException(Refusal.NotReady, $"this server has its {Options.WatchersMax} watchers (Naming:Api:WatchersMax): watch at another one, or try again later");
        }

        return new Place(this);
    }

    private sealed class Place(NodeApi api) : IDisposable
    {
        private int _left;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _left, 1) == 0)
            {
                Interlocked.Decrement(ref api._watchers);
            }
        }
    }
}
