using System.Globalization;
using OrleansNaming.Simulation.Machines;

namespace OrleansNaming.Simulation.Orleans;

/// <summary>What a cluster of silos costs while nothing changes: messages a second and silo, by kind, and writes to storage.</summary>
/// <param name="output">Where to write.</param>
internal sealed class IdleSilos(TextWriter output)
{
    public const int Silos = 40;
    public const int Guests = 1_500;
    private static readonly TimeSpan Settling = TimeSpan.FromMinutes(4);
    private static readonly TimeSpan Measured = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan RenewEvery = TimeSpan.FromSeconds(10);

    /// <summary>Notices that a silo sends, or hears, in a second; the larger of the two.</summary>
    public double NoticesPerSecond { get; private set; }

    /// <summary>Of all silos, in the time that was measured.</summary>
    public long Writes { get; private set; }

    public long Fetches { get; private set; }

    /// <param name="noticesPerSecondMax">Null: each silo repeats its notice every T, as on a LAN.</param>
    public void Run(double? noticesPerSecondMax)
    {
        var world = new World(new SimOptions
        {
            Seed = 40, Engine = SimEngine.Orleans, Servers = Silos, Guests = 0, Services = 10, Seeds = true, Keys = false, NoticesPerSecondMax = noticesPerSecondMax,
        }) { FaultsOn = false };
        var silos = Start(world);
        world.ClientsOn = false;
        Register(world, silos);
        world.RunUntil(world.Now + Settling);
        Measure(world, silos, noticesPerSecondMax);
    }

    private static List<Machine> Start(World world)
    {
        var silos = new List<Machine>();
        for (var i = 0; i < Silos; i++)
        {
            silos.Add(world.AddMachine(new ServerId($"silo-{i:D2}")));
            world.Start(silos[i]);
            world.RunUntil(world.Now + TimeSpan.FromSeconds(1));
        }

        world.RunUntil(world.Now + TimeSpan.FromSeconds(30));
        return silos;
    }

    /// <summary>Guests spread over the silos; each renews where it is held.</summary>
    private static void Register(World world, List<Machine> silos)
    {
        for (var i = 0; i < Guests; i++)
        {
            var (home, key) = (silos[i % Silos], new EntryKey("device", $"device-{i}"));
            world.Ask(home.Running!, new RegisterGuest(new Registration(key.Name, key.InstanceId) { Lease = RenewEvery * 3 }), static _ => { });
            world.RunUntil(world.Now + TimeSpan.FromMilliseconds(20));
            Renew(world, home, key);
        }
    }

    private static void Renew(World world, Machine home, EntryKey key) => world.After(RenewEvery, () =>
    {
        world.Ask(home.Running!, new RenewGuest(key.Name, key.InstanceId), completed => world.Renewals += completed is { Refusal: Refusal.None } ? 1 : 0);
        Renew(world, home, key);
    });

    private void Measure(World world, List<Machine> silos, double? most)
    {
        var (before, renewals, counted) = (world.Restlessness, world.Renewals, world.Silos!);
        counted.Sent.Clear();
        counted.Counts = true;
        world.RunUntil(world.Now + Measured);
        var after = world.Restlessness;
        (Writes, Fetches) = (after.Writes - before.Writes, after.Fetches - before.Fetches);
        // A message that is sent is received by one silo, so a silo hears on average as many as it sends.
        NoticesPerSecond = PerSecond(counted.Sent.GetValueOrDefault("Notice"));
        var known = silos.Min(silo => silo.Running!.Node.Replica.Resolve("device").Count);
        Say($"{Silos} silos, {known} of {Guests} guests resolved at each, T = 1 s, notices {(most is null ? "every T" : FormattableString.Invariant($"at most {most}/s heard"))}, {Measured.TotalMinutes} min at rest:");
        foreach (var (kind, count) in counted.Sent)
        {
            Say($"  {kind,-24} {PerSecond(count):F2}/s sent and as many received, a silo");
        }

        Say($"  guests' renewals         {PerSecond(world.Renewals - renewals):F2}/s a silo, from clients");
        Say($"  storage writes           {Writes} in all, fetches {Fetches}");
    }

    private static double PerSecond(long count) => count / Measured.TotalSeconds / Silos;

    private void Say(FormattableString text) => output.WriteLine(text.ToString(CultureInfo.InvariantCulture));
}
