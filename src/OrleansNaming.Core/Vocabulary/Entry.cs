namespace OrleansNaming;

/// <summary>
/// One line of an owner's list. Immutable. A line is found by name and instance id; what kinds there are is closed:
/// <see cref="Instance"/>, <see cref="Tombstone"/>, <see cref="Context"/>.
/// </summary>
public abstract class Entry
{
    private protected Entry(string name, string instanceId)
    {
        Name = name;
        InstanceId = instanceId;
    }

    /// <summary>The full path, such as <c>orders</c> or <c>shop/eu/orders</c>.</summary>
    public string Name { get; }

    /// <summary>What tells the instances of one name apart; the server id for a server's own service, empty for a context.</summary>
    public string InstanceId { get; }
}
