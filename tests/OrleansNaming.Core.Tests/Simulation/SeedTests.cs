using System.Globalization;
using OrleansNaming.Simulation;

namespace OrleansNaming.Core.Tests.Simulation;

/// <summary>Real nodes in simulated worlds: every promise, under every fault. A failure prints the seed and the command that replays it.</summary>
public sealed class SeedTests
{
    /// <summary>How long each world lives.</summary>
    internal static string Minutes => Effort.Tier == Tier.Quick ? "3" : "10";

    [Fact]
    public void Every_promise_holds_in_worlds_of_random_faults() =>
        Run("--count", Effort.Seeds.ToString(CultureInfo.InvariantCulture), "--minutes", Minutes);

    [Fact]
    public void The_same_seed_gives_the_same_trace_twice() =>
        Run("--seeds", Effort.Tier == Tier.Quick ? "9001..9010" : "9001..9100", "--minutes", "2", "--twice");

    [Fact]
    public void The_story_of_four_servers_ends_well() => Run();

    internal static void Run(params string[] arguments)
    {
        using var output = new StringWriter();
        var code = SimCommand.Run(arguments, output);
        TestContext.Current.TestOutputHelper?.WriteLine(output.ToString());
        Assert.True(code == 0, output.ToString());
    }
}
