namespace OrleansNaming.Simulation.Checking;

/// <summary>What each owner itself showed at each of its stamps: the history that every replica is held against.</summary>
internal sealed class Truth
{
    private readonly Dictionary<(ServerId, Stamp), Advertisement> _lists = [];

    public void Record(Advertisement list) => _lists.TryAdd((list.Server, list.Stamp), list);

    public Advertisement? Find(ServerId server, Stamp stamp) => _lists.GetValueOrDefault((server, stamp));
}
