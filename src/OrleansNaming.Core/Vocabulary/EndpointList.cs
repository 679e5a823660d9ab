using System.Collections;

namespace OrleansNaming;

/// <summary>The endpoints of one instance: a view that allocates nothing, unless it is used as an interface.</summary>
public readonly struct EndpointList : IReadOnlyList<Endpoint>
{
    private readonly Instance? _instance;

    internal EndpointList(Instance instance) => _instance = instance;

    /// <inheritdoc/>
    public int Count => _instance?.EndpointCount ?? 0;

    /// <inheritdoc/>
    public Endpoint this[int index] => (uint)index < (uint)Count
        ? _instance!.EndpointAt(index)
        : throw new ArgumentOutOfRangeException(nameof(index), index, $"there are {Count} endpoints");

    /// <summary>Enumerates without allocating.</summary>
    public Enumerator GetEnumerator() => new(this);

    IEnumerator<Endpoint> IEnumerable<Endpoint>.GetEnumerator()
    {
        for (var i = 0; i < Count; i++)
        {
            yield return this[i];
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => ((IEnumerable<Endpoint>)this).GetEnumerator();

    /// <summary>The allocation-free enumerator.</summary>
    public struct Enumerator
    {
        private readonly EndpointList _endpoints;
        private int _index;

        internal Enumerator(EndpointList endpoints)
        {
            _endpoints = endpoints;
            _index = -1;
        }

        /// <summary>The endpoint at the cursor.</summary>
        public readonly Endpoint Current => _endpoints[_index];

        /// <summary>Moves on.</summary>
        public bool MoveNext() => ++_index < _endpoints.Count;
    }
}
