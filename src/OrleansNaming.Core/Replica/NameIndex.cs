using System.Collections.Concurrent;

namespace OrleansNaming.Replica;

/// <summary>
/// Full path → slot. Looked up by any thread without a lock; changed only under the replica's gate.
/// </summary>
/// <remarks>
/// A slot whose last binding went leaves the index, unless it was handed out: a handle must stay current for ever, so the slot
/// that a name gets later must be the same object. Handing out is remembered apart, since few slots are, and a flag would cost
/// 8 bytes in each. Handing out and removing both run under the gate; that is why a handle can't be one that is just leaving.
/// <para>
/// A list that is longer than the whole index brings a bigger table first (<see cref="Reserve"/>): outgrowing one table after the
/// other makes every node of it about twice. The table is swapped by one write, and holds the same slots: a reader in the old one reads what stood a moment before.
/// </para>
/// <para>
/// A name whose lookups are told stands beside the table, in the tap (<see cref="Tap"/>). So it is found where nothing was found, and what finds its slot in the table goes the way that it always went: no
/// lookup of another name pays for it.
/// </para>
/// </remarks>
internal sealed class NameIndex
{
    /// <summary>From so many names on it pays to make the table anew.</summary>
    private const int ReserveMin = 1_024;

    private ConcurrentDictionary<string, NameHandle> _slots;

    /// <summary>Invariant: one reference, to <see cref="_slots"/>; so it is swapped by one write.</summary>
    private ConcurrentDictionary<string, NameHandle>.AlternateLookup<ReadOnlySpan<char>> _byText;
    private readonly HashSet<NameHandle> _handedOut = [];
    private volatile LookupTap? _tap;

    /// <summary>Invariant: how many of <see cref="_handedOut"/> have no binding.</summary>
    private int _idle;

    public NameIndex()
    {
        _slots = new(concurrencyLevel: 1, capacity: 31, StringComparer.Ordinal);
        _byText = _slots.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    /// <summary>The live instances of a name; the one path that every resolve takes.</summary>
    public InstanceSet Resolve(ReadOnlySpan<char> name) => _byText.TryGetValue(name, out var slot) ? slot.Current : ResolveBeside(name);

    /// <summary>The same, and no lookup that is told of.</summary>
    public InstanceSet Peek(ReadOnlySpan<char> name) => Find(name)?.Current ?? default;

    /// <summary>Makes room for names that are about to come, if they are more than there are. Under the gate.</summary>
    public void Reserve(int more)
    {
        if (more < ReserveMin || _slots.Count is var count && more <= count)
        {
            return;
        }

        var bigger = new ConcurrentDictionary<string, NameHandle>(concurrencyLevel: 1, capacity: count + more, StringComparer.Ordinal);
        foreach (var (name, slot) in _slots)
        {
            bigger[name] = slot;
        }

        (_slots, _byText) = (bigger, bigger.GetAlternateLookup<ReadOnlySpan<char>>());
    }

    public NameHandle? Find(ReadOnlySpan<char> name) => _byText.TryGetValue(name, out var slot) ? slot : FindBeside(name);

    /// <summary>Tells of lookups of just these names from now on. Under the gate.</summary>
    /// <param name="names">Valid names, at most <see cref="LookupTap.NamesMax"/>, each once.</param>
    /// <param name="told">Hears each.</param>
    public void Tap(IReadOnlyCollection<string> names, Action<string> told)
    {
        var before = _tap;
        var next = new LookupTap([.. names.Select(name => Find(name) ?? new NameHandle(name))], told);
        foreach (var slot in before?.Slots.Where(slot => next.Find(slot.Name) is null && IsKept(slot)) ?? [])
        {
            _slots[slot.Name] = slot;
        }

        // Each slot stands in both places or in one at every moment: a name is never seen empty.
        _tap = next;
        foreach (var slot in next.Slots)
        {
            _slots.TryRemove(slot.Name, out _);
        }
    }

    /// <summary>Hands a slot out for ever, an empty one if nothing is bound. Under the gate.</summary>
    /// <exception cref="ArgumentException">The name is not valid.</exception>
    /// <exception cref="InvalidOperationException"><see cref="Limits.IdleHandles"/> handed-out handles have no binding.</exception>
    public NameHandle HandOut(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        var slot = Find(name);
        if (slot is not null && _handedOut.Contains(slot))
        {
            return slot;
        }

        if (NamePath.Check(name) is { } why)
        {
            throw new ArgumentException($"'{name}' is no name: {why}", nameof(name));
        }

        if (_idle >= Limits.IdleHandles)
        {
            throw new InvalidOperationException(
                $"{Limits.IdleHandles} names with a handle are not bound; resolve '{name}' instead of keeping a handle to it");
        }

        slot ??= _slots[name] = new NameHandle(name);
        _handedOut.Add(slot);
        _idle += slot.Current.Count == 0 ? 1 : 0;
        return slot;
    }

    /// <summary>Shows a name's final set by one write; the slot comes and goes with it. Under the gate.</summary>
    /// <param name="slot">What <see cref="Find"/> gave for the name.</param>
    /// <param name="name">The full path.</param>
    /// <param name="bindings">The whole set.</param>
    public void Write(NameHandle? slot, string name, Binding[] bindings)
    {
        var before = slot?.Current.Count ?? 0;
        if (slot is null)
        {
            slot = new NameHandle(name);
            slot.Write(bindings);
            _slots[name] = slot;
            return;
        }

        slot.Write(bindings);
        if ((before == 0) != (bindings.Length == 0))
        {
            Turn(slot, isIdle: bindings.Length == 0);
        }
    }

    private InstanceSet ResolveBeside(ReadOnlySpan<char> name)
    {
        if (FindBeside(name) is not { } slot)
        {
            return default;
        }

        if (_tap is { } tap && tap.Find(name) is not null)
        {
            tap.Tell(slot);
        }

        return slot.Current;
    }

    /// <summary>A slot that the table did not have: one in the tap, or one that went back from it meanwhile.</summary>
    private NameHandle? FindBeside(ReadOnlySpan<char> name)
    {
        for (var tap = _tap; tap is not null;)
        {
            if (tap.Find(name) is { } tapped)
            {
                return tapped;
            }

            if (_byText.TryGetValue(name, out var slot))
            {
                return slot;
            }

            var now = _tap;
            tap = now == tap ? null : now;
        }

        return null;
    }

    private bool IsKept(NameHandle slot) => slot.Current.Count > 0 || _handedOut.Contains(slot);

    private void Turn(NameHandle slot, bool isIdle)
    {
        if (_handedOut.Contains(slot))
        {
            _idle += isIdle ? 1 : -1;
        }
        else if (isIdle)
        {
            _slots.TryRemove(slot.Name, out _);
        }
    }
}
