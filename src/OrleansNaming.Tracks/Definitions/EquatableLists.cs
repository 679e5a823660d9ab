namespace OrleansNaming.Tracks.Definitions;

/// <summary>Makes lists from collection expressions.</summary>
internal static class EquatableLists
{
    public static EquatableList<T> Create<T>(ReadOnlySpan<T> items) => new(items.ToArray());
}
