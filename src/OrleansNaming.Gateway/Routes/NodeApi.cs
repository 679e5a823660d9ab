using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using OrleansNaming.Gateway.Access;
using OrleansNaming.Gateway.Audit;
using OrleansNaming.Gateway.Metrics;
using OrleansNaming.InProcess;
using OrleansNaming.Node;
using OrleansNaming.PointToPoint.Neighbours;
using OrleansNaming.Telling;
using OrleansNaming.Watching;

namespace OrleansNaming.Gateway.Routes;

/// <summary>What the routes work on: the engine of this process and the reading over its replica.</summary>
internal sealed class NodeApi(
    INamingEngine engine, EngineClient client, DirectoryReader reader, WatchFeed feed, Teller teller,
    IOptions<NamingOptions> naming, IOptions<NamingApiOptions> options, MetricsExporter metrics, ApiCallers callers, AuditTrail audit, ApiRights rights, NeighbourTable neighbours,
    Lazy<byte[]> document, IHostApplicationLifetime lifetime, TimeProvider time)
{
    private readonly CallerShare _streams = new(options.Value.WatchersPerCallerMax);
    private int _watchers;

    public INamingEngine Engine => engine;

    public EngineClient Client => client;

    public DirectoryReader Reader => reader;

    public WatchFeed Feed => feed;

    public Teller Teller => teller;

    public NamingOptions Naming => naming.Value;

    public NamingApiOptions Options => options.Value;

    public MetricsExporter Metrics => metrics;

    public ApiCallers Callers => callers;

    public AuditTrail Audit => audit;

    public ApiRights Rights => rights;

    public NeighbourTable Neighbours => neighbours;

    /// <summary>The description of all that is mapped, made when it is first asked for.</summary>
    public byte[] Document => document.Value;

    public TimeProvider Time => time;

    /// <summary>Ends streams before the server would have to wait for them.</summary>
    public CancellationToken Stopping => lifetime.ApplicationStopping;

    public int Watchers => Volatile.Read(ref _watchers);

    /// <summary>Takes a place among the watchers; dispose it to leave.</summary>
    /// <exception cref="NamingException">All places are taken, or all that this caller may have.</exception>
    public IDisposable TakeWatcherPlace(HttpContext context)
    {
        var caller = CallerAddress.Of(context.Connection.RemoteIpAddress);
        if (!_streams.TryEnter(caller))
        {
            throw new NamingException(Refusal.TooMany, $"this address has its {_streams.Max} watchers (Naming:Api:WatchersPerCallerMax): share one among the programs there, or watch at another server");
        }

        if (Interlocked.Increment(ref _watchers) > Options.WatchersMax)
        {
            Leave(caller);
            throw new NamingException(Refusal.NotReady, $"this server has its {Options.WatchersMax} watchers (Naming:Api:WatchersMax): watch at another one, or try again later");
        }

        TellFaces();
        return new Place(this, caller);
    }

    /// <summary>Who drains another server is told what hangs on this one.</summary>
    public void TellFaces() => Engine.TellFaces(Watchers, LongestTtl);

    /// <summary>How long clients of this process's faces may hold an answer: HttpClient's live sets, or DNS if that is longer.</summary>
    public TimeSpan LongestTtl { get; set; } = TimeSpan.FromSeconds(1);

    private void Leave(UInt128 caller)
    {
        Interlocked.Decrement(ref _watchers);
        TellFaces();
        _streams.Leave(caller);
    }

    private sealed class Place(NodeApi api, UInt128 caller) : IDisposable
    {
        private int _left;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _left, 1) == 0)
            {
                api.Leave(caller);
            }
        }
    }
}
