namespace OrleansNaming.Gateway.Consul;

/// <summary>One instance as Consul's clients see it.</summary>
internal sealed record ShownService
{
    /// <summary>The node that it is at: its server, or for a guest the node that was asked to register it, or its host.</summary>
    public required string Node { get; init; }

    public required string NodeId { get; init; }

    /// <summary>Where the node is: the instance's own host, as far as anyone knows.</summary>
    public required string NodeAddress { get; init; }

    public required string Id { get; init; }

    public required string Name { get; init; }

    public required string Address { get; init; }

    public required int Port { get; init; }

    public required IReadOnlyList<string> Tags { get; init; }

    public required IReadOnlyList<KeyValuePair<string, string>> Meta { get; init; }

    public required IReadOnlyList<ShownCheck> Checks { get; init; }

    /// <summary>Its other ports.</summary>
    public required IReadOnlyList<Endpoint> Others { get; init; }

    public required int Weight { get; init; }

    public int WarningWeight { get; init; } = 1;

    public bool TagOverride { get; init; }

    public string? Zone { get; init; }

    /// <summary>The name and instance id that it has in naming.</summary>
    public required EntryKey Key { get; init; }

    /// <summary>Who holds it now.</summary>
    public required ServerId Holder { get; init; }

    /// <summary>What was registered over this façade; null for everything else.</summary>
    public ConsulRegistration? Registration { get; init; }

    /// <summary>Maintenance before critical before warning before passing, as Consul's own clients compute it.</summary>
    public string Status =>
        Checks.Any(check => check.Id == ConsulState.NodeMaintenance || check.Id.StartsWith(ConsulState.ServiceMaintenance, StringComparison.Ordinal)) ? ConsulState.Maintenance
        : Checks.Any(check => check.Status == ConsulState.Critical) ? ConsulState.Critical
        : Checks.Any(check => check.Status == ConsulState.Warning) ? ConsulState.Warning
        : ConsulState.Passing;
}
