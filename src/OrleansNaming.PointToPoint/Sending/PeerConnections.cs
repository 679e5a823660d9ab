namespace OrleansNaming.PointToPoint.Sending;

/// <summary>
/// A connection pool for each dedicated endpoint. The URL stays the cluster's, and .NET pools connections by URL: in one pool a request for
/// one peer would be sent over a connection to another.
/// </summary>
/// <param name="make">Makes a handler with the caller's TLS settings; its ConnectCallback is replaced.</param>
/// <param name="connectTimeout">How long a connection may take.</param>
internal sealed class PeerConnections(Func<SocketsHttpHandler> make, TimeSpan connectTimeout) : IDisposable
{
    /// <summary>Pools at once; when one more is needed, the one that was used longest ago is closed once its requests are done.</summary>
    private const int PoolsMax = 1_024;

    private readonly Lock _gate = new();
    private readonly Dictionary<(string Host, int Port), Pool> _pools = [];
    private long _uses;
    private bool _closed;

    /// <summary>Sends over a connection to that endpoint and no other.</summary>
    public async Task<HttpResponseMessage> SendAsync(Endpoint to, HttpRequestMessage request, CancellationToken cancellationToken) =>
        await PoolOf(to).Invoker.SendAsync(request, cancellationToken).ConfigureAwait(false);

    public void Dispose()
    {
        lock (_gate)
        {
            _closed = true;
            foreach (var pool in _pools.Values)
            {
                pool.Invoker.Dispose();
            }

            _pools.Clear();
        }
    }

    private Pool PoolOf(Endpoint to)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_closed, this);
            if (!_pools.TryGetValue((to.Host, to.Port), out var pool))
            {
                CloseOldest_NeedsLock();
                _pools[(to.Host, to.Port)] = pool = new Pool(Open(to));
            }

            pool.LastUse = ++_uses;
            return pool;
        }
    }

    private void CloseOldest_NeedsLock()
    {
        if (_pools.Count >= PoolsMax)
        {
            var oldest = _pools.MinBy(pair => pair.Value.LastUse);
            _pools.Remove(oldest.Key);
            oldest.Value.Invoker.Dispose(); // What is under way ends by itself: a disposed handler only takes nothing new.
        }
    }

    private HttpMessageInvoker Open(Endpoint to)
    {
        var handler = make();
        handler.AllowAutoRedirect = false; // It would be followed over this pool: wherever it leads, to this peer.
        handler.UseProxy = false; // A proxy would be asked for the cluster's name, and find the cluster.
        handler.ConnectTimeout = connectTimeout;
        handler.ConnectCallback = (_, ends) => PeerSocket.ConnectAsync(to, ends);
        return new HttpMessageInvoker(handler);
    }

    private sealed class Pool(HttpMessageInvoker invoker)
    {
        public HttpMessageInvoker Invoker { get; } = invoker;

        public long LastUse { get; set; }
    }
}
