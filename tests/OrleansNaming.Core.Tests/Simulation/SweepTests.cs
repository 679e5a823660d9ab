using System.Text.Json;
using OrleansNaming.Simulation;
using OrleansNaming.Simulation.Faults;
using OrleansNaming.Simulation.Reporting;

namespace OrleansNaming.Core.Tests.Simulation;

/// <summary>What a sweep says of its seeds: a fault that never strikes is as bad as a promise that breaks, and a failure is told in either form.</summary>
public sealed class SweepTests
{
    public static TheoryData<string, string> Faults => [.. Enum.GetValues<SimEngine>().SelectMany(engine => FaultCounters.Of(engine).Select(fault => (engine.ToString(), fault.ToString())))];

    [Theory]
    [MemberData(nameof(Faults))]
    public void Many_seeds_in_which_one_fault_never_struck_fail_and_name_it(string engine, string missing)
    {
        var summary = Sum(SeedSweep.SeedsForAllFaults, seed => Outcome(seed, FaultCounters.All.Where(fault => fault.ToString() != missing), Enum.Parse<SimEngine>(engine)));
        Assert.False(summary.IsGood);
        Assert.Contains($"MISSING  these faults never struck: {missing}", summary.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Many_seeds_in_which_every_fault_struck_in_one_of_them_are_good() =>
        Assert.True(Sum(SeedSweep.SeedsForAllFaults, seed => Outcome(seed, FaultCounters.All.Where(fault => (int)fault == (int)seed % FaultCounters.All.Count))).IsGood);

    [Fact]
    public void Few_seeds_need_not_have_every_fault() =>
        Assert.True(Sum(SeedSweep.SeedsForAllFaults - 1, seed => Outcome(seed, [])).IsGood);

    [Fact]
    public void The_quick_sweep_is_long_enough_to_miss_no_fault() => Assert.True(Effort.Seeds >= SeedSweep.SeedsForAllFaults);

    [Fact]
    public void As_json_a_sweep_is_one_document_also_when_a_seed_fails()
    {
        using var output = new StringWriter();
        var arguments = SimArguments.Parse(["--seeds", "7..8", "--json", "--trace"], out _)!;
        var sweep = new SeedSweep(arguments, output, seed => seed == 7 ? Outcome(seed, []) with { Checker = "DeltaChain", Message = "beta shows alpha otherwise" } : Outcome(seed, []));

        Assert.Equal(1, sweep.Run());

        using var document = JsonDocument.Parse(output.ToString());
        var failure = Assert.Single(document.RootElement.GetProperty("failures").EnumerateArray());
        Assert.Equal((7, "DeltaChain", "beta shows alpha otherwise"),
            (failure.GetProperty("seed").GetInt32(), failure.GetProperty("checker").GetString(), failure.GetProperty("message").GetString()));
        Assert.EndsWith("-- --seed 7 --minutes 10", failure.GetProperty("again").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public void As_json_a_seed_in_a_real_world_is_one_document()
    {
        using var output = new StringWriter();
        Assert.Equal(0, SimCommand.Run(["--seed", "2", "--minutes", "0.5", "--json"], output));
        using var document = JsonDocument.Parse(output.ToString());
        Assert.Equal(1, document.RootElement.GetProperty("seeds").GetInt32());
    }

    private static SweepSummary Sum(int seeds, Func<ulong, SeedOutcome> outcome)
    {
        var summary = new SweepSummary();
        for (var seed = 1UL; seed <= (ulong)seeds; seed++)
        {
            summary.Add(outcome(seed));
        }

        return summary;
    }

    private static SeedOutcome Outcome(ulong seed, IEnumerable<Fault> struck, SimEngine engine = SimEngine.Lan)
    {
        var counters = new FaultCounters();
        foreach (var fault in struck)
        {
            counters.Strike(fault);
        }

        return new SeedOutcome
        {
            Options = new SimOptions { Seed = seed, Engine = engine },
            Counters = counters,
            Hash = seed,
            Simulated = TimeSpan.FromMinutes(10),
            Servers = 4,
            Events = 1,
            Steps = 1,
            Acknowledged = 1,
            Applied = 1,
        };
    }
}
