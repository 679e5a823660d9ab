using OrleansNaming.Simulation.Chance;

namespace OrleansNaming.Simulation.Workload;

/// <summary>All guests' clients, those that ended included: a directory must forget them.</summary>
internal sealed class GuestCrowd(World world)
{
    private readonly Prng _dice = Prng.For(world.Options.Seed, "guests");
    private readonly List<GuestClient> _clients = [];
    private readonly Dictionary<EntryKey, GuestClient> _byKey = [];
    private int _ids;

    public IReadOnlyList<GuestClient> All => _clients;

    public void Begin()
    {
        for (var i = 0; i < world.Options.Guests; i++)
        {
            Add(new EntryKey(_dice.Pick(Names.Guests), $"guest-{++_ids}"));
        }
    }

    /// <summary>After one ended another comes, sometimes the same program again under its old id.</summary>
    public void Replace(GuestClient ended) => world.After(TimeSpan.FromSeconds(_dice.Between(0.1, 30)), () =>
    {
        if (!world.ClientsOn)
        {
            return;
        }

        if (ended.State == GuestState.Gone && _dice.Chance(0.4))
        {
            ended.Begin();
        }
        else
        {
            Add(new EntryKey(_dice.Pick(Names.Guests), $"guest-{++_ids}"));
        }
    });

    public GuestClient? Find(EntryKey key) => _byKey.GetValueOrDefault(key);

    /// <summary>Whether its client lives, was acknowledged, and has renewed within half of its lease, or need not.</summary>
    public bool IsLive(EntryKey key) =>
        Find(key) is { State: GuestState.Registered } client
        && (client.IsLasting ? client.Excuse is null : world.Now - client.RenewedAt < client.Lease / 2);

    private void Add(EntryKey key)
    {
        var client = new GuestClient(world, key, Prng.For(world.Options.Seed, key.InstanceId));
        _clients.Add(client);
        _byKey.Add(key, client);
        world.After(TimeSpan.FromSeconds(_dice.Between(0, 5)), client.Begin);
    }
}
