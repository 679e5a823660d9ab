using System.Collections;

namespace OrleansNaming;

/// <summary>
/// The live instances of one name, as they stood at one moment. A view over the slot's immutable array: making one allocates
/// nothing, and it never changes while it is read.
/// </summary>
public readonly struct InstanceSet : IReadOnlyList<Instance>
{
    private readonly Binding[]? _bindings;

    internal InstanceSet(Binding[]? bindings) => _bindings = bindings;

    /// <inheritdoc/>
    public int Count => _bindings?.Length ?? 0;

    /// <inheritdoc/>
    public Instance this[int index] => (_bindings ?? throw new ArgumentOutOfRangeException(nameof(index)))[index].Instance;

    /// <summary>The newest version that contributed; prints <c>none</c> for an empty set.</summary>
    public Token Stamp
    {
        get
        {
            Token newest = default;
            foreach (var binding in Bindings)
            {
                newest = binding.Version.Stamp > newest.Stamp ? new Token(binding.Version.Owner.Server, binding.Version.Stamp) : newest;
            }

            return newest;
        }
    }

    /// <summary>Whether some owner has not been heard lately: its instances may be gone already.</summary>
    public bool IsStale
    {
        get
        {
            foreach (var binding in Bindings)
            {
                if (binding.Version.Owner.IsStale)
                {
                    return true;
                }
            }

            return false;
        }
    }

    /// <summary>What two views over one live set have in common, and others have not; null for an empty set.</summary>
    internal object? Identity => _bindings;

    /// <summary>The array itself, never to be written; null for an empty set.</summary>
    internal Binding[]? Array => _bindings;

    /// <summary>The instances with their owners and versions.</summary>
    internal ReadOnlySpan<Binding> Bindings => _bindings;

    /// <summary>Enumerates without allocating.</summary>
    public Enumerator GetEnumerator() => new(_bindings);

    IEnumerator<Instance> IEnumerable<Instance>.GetEnumerator()
    {
        foreach (var binding in _bindings ?? [])
        {
            yield return binding.Instance;
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => ((IEnumerable<Instance>)this).GetEnumerator();

    /// <summary>The allocation-free enumerator.</summary>
    public struct Enumerator
    {
        private readonly Binding[]? _bindings;
        private int _index;

        internal Enumerator(Binding[]? bindings)
        {
            _bindings = bindings;
            _index = -1;
        }

        /// <summary>The instance at the cursor.</summary>
        public readonly Instance Current => _bindings![_index].Instance;

        /// <summary>Moves on.</summary>
        public bool MoveNext() => ++_index < (_bindings?.Length ?? 0);
    }
}
