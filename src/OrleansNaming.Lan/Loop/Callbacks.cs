namespace OrleansNaming.Lan.Loop;

/// <summary>Who wants to hear of something. Called on the loop, over a copy; added and removed from any thread.</summary>
internal sealed class Callbacks<T>(Action<Exception> failed)
{
    private readonly Lock _gate = new();
    private volatile Action<T>[] _all = [];

    public bool IsEmpty => _all.Length == 0;

    /// <returns>Dispose to stop; a call that is under way still ends.</returns>
    public IDisposable Add(Action<T> callback)
    {
        lock (_gate)
        {
            _all = [.. _all, callback];
        }

        return new Subscription(() => Remove(callback));
    }

    /// <summary>A stranger's exception must not end the node: it is told, and the next one is called.</summary>
    public void Call(T value)
    {
        foreach (var callback in _all)
        {
            try
            {
                callback(value);
            }
            catch (Exception e)
            {
                failed(e);
            }
        }
    }

    private void Remove(Action<T> callback)
    {
        lock (_gate)
        {
            var at = Array.IndexOf(_all, callback);
            _all = at < 0 ? _all : [.. _all.AsSpan(0, at), .. _all.AsSpan(at + 1)];
        }
    }

    private sealed class Subscription(Action remove) : IDisposable
    {
        private Action? _remove = remove;

        public void Dispose() => Interlocked.Exchange(ref _remove, null)?.Invoke();
    }
}
