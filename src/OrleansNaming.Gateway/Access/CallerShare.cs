using System.Collections.Concurrent;

namespace OrleansNaming.Gateway.Access;

/// <summary>How many of something each caller holds, up to a number. Invariant: a caller that holds nothing is not remembered.</summary>
internal sealed class CallerShare(int max)
{
    private readonly ConcurrentDictionary<UInt128, int> _held = [];

    public int Max => max;

    /// <summary>Takes one, unless the caller holds all that it may. Who was let in must <see cref="Leave"/>.</summary>
    public bool TryEnter(UInt128 caller)
    {
        if (_held.AddOrUpdate(caller, 1, static (_, count) => count + 1) <= max)
        {
            return true;
        }

        Leave(caller);
        return false;
    }

    public void Leave(UInt128 caller)
    {
        if (_held.AddOrUpdate(caller, 0, static (_, count) => count - 1) == 0)
        {
            _held.TryRemove(new KeyValuePair<UInt128, int>(caller, 0));
        }
    }
}
