namespace OrleansNaming.Gateway.Consul;

/// <summary>A check as it is shown: of a node when it has no service.</summary>
internal sealed record ShownCheck(string Id, string Name, string Status, string Notes, string Output, string Type)
{
    public bool IsOfNode { get; init; }
}
