namespace OrleansNaming.Renewing;

/// <summary>The client beneath the renewing one: for faces, whose callers renew their guests themselves.</summary>
internal sealed class DirectClient(INamingClient client)
{
    public INamingClient Client { get; } = client;
}
