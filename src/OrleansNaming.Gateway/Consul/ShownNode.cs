namespace OrleansNaming.Gateway.Consul;

/// <summary>A node as Consul's clients see it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Id">A GUID made from the name.</param>
/// <param name="Address">Where it is, as far as its services say.</param>
/// <param name="Zone">Its services' zone.</param>
internal sealed record ShownNode(string Name, string Id, string Address, string? Zone)
{
    public IReadOnlyList<KeyValuePair<string, string>> Meta { get; } = Zone is null ? [] : [new("zone", Zone)];
}
