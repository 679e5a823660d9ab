using System.Diagnostics;

namespace OrleansNaming;

/// <summary>
/// One line of an owner's list. Immutable. A line is found by name and instance id; what kinds there are is closed:
/// <see cref="Instance"/>, <see cref="Tombstone"/>, <see cref="Context"/>.
/// </summary>
public abstract class Entry
{
    private protected Entry(string name) => Name = name;

    /// <summary>The full path, such as <c>orders</c> or <c>shop/eu/orders</c>.</summary>
    public string Name { get; private set; }

    /// <summary>What tells the instances of one name apart; the server id for a server's own service, empty for a context.</summary>
    public abstract string InstanceId { get; }

    /// <summary>Whether both lines say the same: equal canonical content, not one object.</summary>
    internal abstract bool ContentEquals(Entry? other);

    /// <summary>Takes an equal string that others hold already, so that a name stands in memory once. Readers see no difference.</summary>
    internal void ShareName(string same)
    {
        Debug.Assert(same == Name);
        Name = same;
    }
}
