using OrleansNaming.Simulation.Chance;

namespace OrleansNaming.Simulation;

/// <summary>
/// Makes a world's options from its seed. Which faults are on is random too, not only their rates: a fault that is always on hides
/// what only happens without it (Groce et al., Swarm Testing, 2012).
/// </summary>
internal static class Swarm
{
    public static SimOptions Options(ulong seed, TimeSpan duration, SimEngine engine = SimEngine.Lan)
    {
        var options = Lan(seed, duration);
        return engine == SimEngine.Lan ? options : WithSilos(Prng.For(seed, "orleans"), options);
    }

    private static SimOptions Lan(ulong seed, TimeSpan duration)
    {
        var dice = Prng.For(seed, "options");
        var options = Cluster(dice, seed, duration);
        options = WithNetwork(dice, options);
        options = WithProcesses(dice, options);
        options = WithDisksAndClocks(dice, options);
        options = WithFlippedLists(Prng.For(seed, "flipped lists"), WithClients(dice, options));
        return WithRelations(Prng.For(seed, "relations"), WithLastingGuests(Prng.For(seed, "lasting guests"), options));
    }

    /// <summary>
    /// The same cluster on silos: Orleans' links neither lose nor repeat nor damage, nobody else sends on them, and disks give way to one storage.
    /// </summary>
    private static SimOptions WithSilos(Prng dice, SimOptions options) => options with
    {
        Engine = SimEngine.Orleans,
        Keys = false,
        Multicast = true,
        Seeds = true,
        Loss = 0,
        BurstLoss = 0,
        Duplicate = 0,
        Reorder = 0,
        DatagramFlip = 0,
        DatagramTruncation = 0,
        ListFlip = 0,
        ForgeEvery = TimeSpan.Zero,
        ReplayEvery = TimeSpan.Zero,
        WithoutDisk = 0,
        WithOldDisk = 0,
        FailedSync = 0,
        DiskFlip = 0,
        DiskTroubleEvery = TimeSpan.Zero,
        Delay = TimeSpan.FromMilliseconds(On(dice, 0.3) ? dice.Between(5, 100) : dice.Between(0.1, 5)),
        NoticesPerSecondMax = On(dice, 0.5) ? 5 : null,
        DuplicateActivation = On(dice, 0.5) ? dice.Between(0.005, 0.2) : 0,
        GrainReplyLost = On(dice, 0.3) ? dice.Between(0.005, 0.1) : 0,
        StorageThrows = On(dice, 0.35) ? dice.Between(0.005, 0.15) : 0,
        StorageReplyLost = On(dice, 0.35) ? dice.Between(0.005, 0.15) : 0,
        StorageHangs = On(dice, 0.35) ? dice.Between(0.005, 0.1) : 0,
        StorageBackupEvery = Every(dice, 0.25, 40, 200),
        StorageDownEvery = Every(dice, 0.25, 40, 200),
    };

    /// <summary>Own dice: it came later, and the seeds with keys must stay the worlds that they were.</summary>
    private static SimOptions WithFlippedLists(Prng dice, SimOptions options) =>
        options with { ListFlip = On(dice, 0.4) && !options.Keys ? dice.Between(0.005, 0.1) : 0 };

    /// <summary>Own dice, as they came later too.</summary>
    private static SimOptions WithLastingGuests(Prng dice, SimOptions options) => options with { LastingGuests = On(dice, 0.6) ? dice.Between(0.2, 1) : 0 };

    /// <summary>
    /// Own dice again, and only where there are no guests: a client of some that asks where its guest may not be heard of is told that there is none, and of its two writes one is lost.
    /// Nor clones: two processes of one name that nobody hears of are told of each other by nobody. Nor replays: who is played a notice that was not for it asks in vain, again and again.
    /// </summary>
    private static SimOptions WithRelations(Prng dice, SimOptions options) =>
        options.Guests == 0 && On(dice, 0.5) ? options with { Narrowed = 1 + dice.Below(options.Servers / 2), CloneEvery = TimeSpan.Zero, ReplayEvery = TimeSpan.Zero } : options;

    private static SimOptions Cluster(Prng dice, ulong seed, TimeSpan duration)
    {
        var servers = 3 + dice.Below(dice.Chance(0.3) ? 10 : 5);
        var multicast = !dice.Chance(0.25);
        return new SimOptions
        {
            Seed = seed,
            Duration = duration,
            Servers = servers,
            // Deliveries grow with the square of the servers: many servers beat more slowly, so that each seed costs about the same.
            Interval = TimeSpan.FromMilliseconds(Math.Max(dice.Pick(Intervals), servers * 90)),
            Payload = dice.Pick(Payloads),
            JoinMode = (JoinMode)dice.Below(3),
            Keys = dice.Chance(0.6),
            Multicast = multicast,
            OneHost = dice.Chance(0.15),
            Seeds = !multicast || dice.Chance(0.4),
            Herd = dice.Chance(0.5),
        };
    }

    private static SimOptions WithNetwork(Prng dice, SimOptions options) => options with
    {
        Delay = TimeSpan.FromMilliseconds(On(dice, 0.3) ? dice.Between(10, 500) : dice.Between(0.2, 10)),
        LongDelay = On(dice, 0.4) ? dice.Between(0.001, 0.05) : 0,
        Loss = On(dice, 0.4) ? dice.Chance(0.2) ? dice.Between(0.2, 0.5) : dice.Between(0.001, 0.2) : 0,
        BurstLoss = On(dice, 0.25) ? dice.Between(0.01, 0.2) : 0,
        Duplicate = On(dice, 0.4) ? dice.Between(0.01, 0.5) : 0,
        Reorder = On(dice, 0.4) ? dice.Between(0.01, 0.3) : 0,
        // Without keys UDP's own checksum guards a datagram: a flipped one does not arrive.
        DatagramFlip = On(dice, 0.25) && options.Keys ? dice.Between(0.001, 0.05) : 0,
        DatagramTruncation = On(dice, 0.25) ? dice.Between(0.001, 0.05) : 0,
        PartitionEvery = Every(dice, 0.45, 20, 150),
        PartitionLasts = TimeSpan.FromSeconds(dice.Between(3, 60)),
        CallSlow = On(dice, 0.3) ? dice.Between(0.01, 0.3) : 0,
        CallLost = On(dice, 0.3) ? dice.Between(0.01, 0.3) : 0,
        CallBroken = On(dice, 0.3) ? dice.Between(0.01, 0.3) : 0,
        AddressChange = On(dice, 0.25) ? dice.Between(0.1, 0.6) : 0,
    };

    private static SimOptions WithProcesses(Prng dice, SimOptions options) => options with
    {
        CrashEvery = Every(dice, 0.5, 15, 150),
        PauseEvery = Every(dice, 0.35, 20, 150),
        PauseMax = TimeSpan.FromSeconds(dice.Between(2, 120)),
        LeaveEvery = Every(dice, 0.35, 30, 200),
        RestartLoopEvery = Every(dice, 0.15, 60, 300),
        FullRestartEvery = Every(dice, 0.2, 120, 400),
        CloneEvery = Every(dice, 0.15, 90, 300),
        WithoutDisk = On(dice, 0.3) ? dice.Between(0.1, 0.6) : 0,
        WithOldDisk = On(dice, 0.25) ? dice.Between(0.1, 0.6) : 0,
    };

    private static SimOptions WithDisksAndClocks(Prng dice, SimOptions options) => options with
    {
        Sync = TimeSpan.FromMilliseconds(dice.Between(0.1, 20)),
        SlowSync = On(dice, 0.25) ? dice.Between(0.01, 0.2) : 0,
        FailedSync = On(dice, 0.25) ? dice.Between(0.005, 0.1) : 0,
        DiskFlip = On(dice, 0.2) ? dice.Between(0.05, 0.4) : 0,
        DiskTroubleEvery = Every(dice, 0.2, 40, 200),
        Drift = dice.Chance(0.12) ? 0.2 : 0.000_5,
        WallJumpEvery = Every(dice, 0.3, 30, 200),
    };

    private static SimOptions WithClients(Prng dice, SimOptions options) => options with
    {
        ForgeEvery = Every(dice, 0.25, 0.05, 5),
        ReplayEvery = Every(dice, 0.3, 0.2, 10),
        ChangeEvery = TimeSpan.FromSeconds(dice.Between(0.5, 15)),
        Services = 1 + dice.Below(8),
        Ballast = dice.Chance(0.3) ? dice.Below(3_000) : 0,
        Guests = dice.Chance(0.8) ? 1 + dice.Below(10) : 0,
        GuestLease = TimeSpan.FromSeconds(dice.Between(6, 30)),
        GuestLifetime = TimeSpan.FromSeconds(dice.Between(30, 300)),
    };

    private static bool On(Prng dice, double probability) => dice.Chance(probability);

    private static TimeSpan Every(Prng dice, double probability, double secondsLow, double secondsHigh) =>
        dice.Chance(probability) ? TimeSpan.FromSeconds(dice.Between(secondsLow, secondsHigh)) : TimeSpan.Zero;

    private static readonly int[] Intervals = [300, 500, 1_000, 1_000, 1_500, 2_000];

    private static readonly AdvertPayload[] Payloads = [AdvertPayload.Delta, AdvertPayload.Delta, AdvertPayload.VersionOnly, AdvertPayload.Full];
}
