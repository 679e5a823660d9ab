namespace OrleansNaming.Replica;

/// <summary>
/// The owners, sorted by server id. Readers take the whole array once; a change replaces it. Changes run under the replica's gate.
/// Full at <see cref="Limits.Owners"/>: a further one is not admitted, and nobody is pushed out (H1).
/// </summary>
internal sealed class OwnerTable
{
    private volatile OwnerView[] _views = [];

    public IReadOnlyList<OwnerView> All => _views;

    public OwnerView? Find(ServerId server)
    {
        var views = _views;
        var index = IndexIn(views, server);
        return index < 0 ? null : views[index];
    }

    /// <returns>The owner, known before or new, or null when there is no room.</returns>
    public OwnerView? Admit(ServerId server, Stamp shownBefore = default)
    {
        var index = IndexIn(_views, server);
        if (index >= 0)
        {
            return _views[index];
        }

        if (_views.Length >= Limits.Owners)
        {
            return null;
        }

        var view = new OwnerView(server) { ShownBefore = shownBefore };
        _views = [.. _views.AsSpan(0, ~index), view, .. _views.AsSpan(~index)];
        return view;
    }

    public void Remove(OwnerView view)
    {
        var index = IndexIn(_views, view.Server);
        _views = [.. _views.AsSpan(0, index), .. _views.AsSpan(index + 1)];
    }

    private static int IndexIn(OwnerView[] views, ServerId server)
    {
        var (low, high) = (0, views.Length);
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            var order = views[middle].Server.CompareTo(server);
            if (order == 0)
            {
                return middle;
            }

            (low, high) = order < 0 ? (middle + 1, high) : (low, middle);
        }

        return ~low;
    }
}
