using System.Collections.Concurrent;

namespace OrleansNaming.HttpResolution;

/// <summary>How many calls of this process are under way to each endpoint: from the request to the response's headers.</summary>
internal sealed class CallsUnderWay
{
    /// <summary>Endpoints that are counted; beyond, those without a call are forgotten.</summary>
    private const int EndpointsMax = 4_096;

    private readonly ConcurrentDictionary<Endpoint, Count> _counts = [];

    public int Of(Endpoint endpoint) => _counts.TryGetValue(endpoint, out var count) ? count.Value : 0;

    /// <summary>Dispose what is returned when the call is over.</summary>
    public IDisposable Begin(Endpoint endpoint)
    {
        if (_counts.Count >= EndpointsMax)
        {
            foreach (var (idle, _) in _counts.Where(counted => counted.Value.Value == 0))
            {
                _counts.TryRemove(idle, out _); // A call that begins just now is then not counted: that costs evenness for one call.
            }
        }

        var count = _counts.GetOrAdd(endpoint, static _ => new Count());
        count.Add(1);
        return new Call(count);
    }

    private sealed class Count
    {
        private int _value;

        public int Value => Volatile.Read(ref _value);

        public void Add(int number) => Interlocked.Add(ref _value, number);
    }

    private sealed class Call(Count count) : IDisposable
    {
        public void Dispose() => count.Add(-1);
    }
}
