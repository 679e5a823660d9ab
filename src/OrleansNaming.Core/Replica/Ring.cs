namespace OrleansNaming.Replica;

/// <summary>The last so many of something. Its room grows with what is in it, up to the bound; then the oldest goes for each that comes.</summary>
internal sealed class Ring<T>(int max)
{
    private readonly List<T> _items = [];
    private int _oldest;

    public int Count => _items.Count;

    /// <summary>Whether something has gone already.</summary>
    public bool HasLost { get; private set; }

    /// <param name="age">0 for the newest.</param>
    public T this[int age] => _items[(_oldest + _items.Count - 1 - age) % _items.Count];

    public void Add(T item)
    {
        if (_items.Count < max)
        {
            _items.Add(item);
            return;
        }

        HasLost = true;
        _items[_oldest] = item;
        _oldest = (_oldest + 1) % max;
    }
}
