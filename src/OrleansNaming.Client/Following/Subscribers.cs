using System.Collections.Immutable;

namespace OrleansNaming.Following;

/// <summary>Who wants to hear; told in order of subscription, outside of any lock.</summary>
internal sealed class Subscribers<T>
{
    private ImmutableArray<Action<T>> _all = [];

    public IDisposable Add(Action<T> hear)
    {
        ImmutableInterlocked.Update(ref _all, static (all, one) => all.Add(one), hear);
        return new Subscription(this, hear);
    }

    public void Tell(T what)
    {
        foreach (var hear in _all)
        {
            hear(what);
        }
    }

    private sealed class Subscription(Subscribers<T> subscribers, Action<T> hear) : IDisposable
    {
        public void Dispose() => ImmutableInterlocked.Update(ref subscribers._all, static (all, one) => all.Remove(one), hear);
    }
}
