using OrleansNaming.Simulation.Chance;
using OrleansNaming.Wire;

namespace OrleansNaming.Simulation.Workload;

/// <summary>Who may hear of whom, drawn from the seed: of a narrowed server each one that everyone hears of, with a chance of one half, hence sometimes nobody.</summary>
internal static class DrawnRelations
{
    public static IAudience Of(SimOptions options)
    {
        var dice = Prng.For(options.Seed, "readers");
        var servers = Names.Servers.Take(options.Servers).Select(name => new ServerId(name)).ToList();
        dice.Shuffle(servers);
        var relations = new Relations();
        relations.Replace([.. servers.Take(options.Narrowed).Select(owner =>
            KeyValuePair.Create(owner, (IReadOnlyCollection<ServerId>)[.. servers.Skip(options.Narrowed).Where(_ => dice.Chance(0.5))]))]);
        return relations;
    }
}
