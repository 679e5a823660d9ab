namespace OrleansNaming.Core.Tests.Simulation;

/// <summary>The same on silos; a class of its own, so that both run at once.</summary>
public sealed class SiloSeedTests
{
    [Fact]
    public void Every_promise_holds_on_silos_in_worlds_of_random_faults() =>
        SeedTests.Run("--engine", "orleans", "--count", Effort.Tier == Tier.Quick ? "100" : "2000", "--minutes", SeedTests.Minutes);

    [Fact]
    public void The_same_seed_gives_the_same_trace_twice_on_silos() =>
        SeedTests.Run("--engine", "orleans", "--seeds", "9001..9005", "--minutes", "2", "--twice");
}
