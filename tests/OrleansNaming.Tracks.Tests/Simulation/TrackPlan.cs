using System.Globalization;
using OrleansNaming.Simulation.Chance;
using OrleansNaming.Tracks.Ownership;

namespace OrleansNaming.Tracks.Tests.Simulation;

/// <summary>What one seed tries: the group, which faults there are at all, and how often. Each seed differs in kind and not only in timing.</summary>
internal sealed record TrackPlan
{
    public required ulong Seed { get; init; }

    public required TrackWorldOptions World { get; init; }

    /// <summary>How long there are faults.</summary>
    public required TimeSpan Troubles { get; init; }

    /// <summary>Whether the group comes up in peace: then it must share evenly (row E18).</summary>
    public bool StartsCalm { get; init; }

    public double Loss { get; init; }

    public double StoreFailures { get; init; }

    public TimeSpan StoreDelayMax { get; init; }

    /// <summary>The mean time between two of them; none for never.</summary>
    public TimeSpan? Kills { get; init; }

    public TimeSpan? Pauses { get; init; }

    public TimeSpan? Partitions { get; init; }

    public TimeSpan? StoreCuts { get; init; }

    public TimeSpan? Leaves { get; init; }

    public TimeSpan? Operators { get; init; }

    public TimeSpan Work { get; init; }

    public static TrackPlan For(ulong seed, TimeSpan troubles, int trace = 0)
    {
        var dice = Prng.For(seed, "plan");
        TimeSpan? Sometimes(double probability, double low, double high) =>
            dice.Unit() is var luck && dice.Between(low, high) is var mean && luck < probability ? TimeSpan.FromSeconds(mean) : null;
        double Part(double probability, double max) => dice.Unit() is var luck && dice.Between(0, max) is var part && luck < probability ? part : 0;
        var world = new TrackWorldOptions
        {
            Servers = 3 + dice.Below(5),
            Tracks = 3 + dice.Below(28),
            Level = dice.Chance(0.6) ? TrackLevel.Fenced : TrackLevel.BestEffort,
            Interval = TimeSpan.FromSeconds(dice.Chance(0.8) ? 15 : 5),
            Slots = 1 + dice.Below(4),
            DelayMax = TimeSpan.FromMilliseconds(dice.Between(5, 200)),
            ClockDrift = Part(0.7, 0.02),
            Work = TimeSpan.FromMilliseconds(dice.Between(20, 1_000)),
            PreemptsMaster = dice.Chance(0.2),
            PrefersFreeSlots = dice.Chance(0.2),
            BlockRecords = 5 + dice.Below(40),
            Trace = trace,
        };
        var isLossless = dice.Chance(0.3);
        return new TrackPlan
        {
            Seed = seed,
            World = world,
            Troubles = troubles,
            StartsCalm = dice.Chance(0.5),
            Loss = isLossless ? 0 : Part(0.6, 0.3),
            StoreFailures = Part(0.5, 0.3),
            StoreDelayMax = dice.Chance(0.4) ? TimeSpan.FromSeconds(dice.Between(0.5, 8)) : world.DelayMax,
            Kills = Sometimes(0.6, 60, 400),
            Pauses = isLossless ? null : Sometimes(0.5, 60, 300),
            Partitions = isLossless ? null : Sometimes(0.5, 60, 300),
            StoreCuts = Sometimes(0.4, 60, 300),
            Leaves = Sometimes(0.3, 100, 600),
            Operators = Sometimes(0.4, 30, 200),
            Work = TimeSpan.FromSeconds(dice.Between(10, 60)),
        };
    }

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"seed {Seed}: {World.Servers} servers, {World.Tracks} tracks, {World.Level}, T {World.Interval.TotalSeconds} s, {World.Slots} slots, delay {World.DelayMax.TotalMilliseconds:F0} ms, drift {World.ClockDrift:P1}, "
        + $"work {World.Work.TotalMilliseconds:F0} ms, loss {Loss:P0}, store fails {StoreFailures:P0}, takes {StoreDelayMax.TotalSeconds:F1} s, kills {Text(Kills)}, pauses {Text(Pauses)}, partitions {Text(Partitions)}, "
        + $"store cuts {Text(StoreCuts)}, leaves {Text(Leaves)}, operators {Text(Operators)}{(StartsCalm ? ", starts calm" : "")}{(World.PreemptsMaster ? ", preempts" : "")}{(World.PrefersFreeSlots ? ", prefers free slots" : "")}, {Troubles.TotalMinutes:F0} min");

    private static string Text(TimeSpan? mean) => mean is { } span ? string.Create(CultureInfo.InvariantCulture, $"{span.TotalSeconds:F0} s") : "never";
}
