using OrleansNaming.Simulation.Orleans;

namespace OrleansNaming.Core.Tests.Simulation;

/// <summary>40 silos and 1,500 guests, in virtual time.</summary>
public sealed class IdleSilosTests
{
    [Fact]
    [RunsAt(Tier.Gate)]
    public void Forty_silos_at_rest_hear_at_most_five_notices_a_second_and_write_nothing()
    {
        using var output = new StringWriter();
        var silos = new IdleSilos(output);
        silos.Run(noticesPerSecondMax: 5);
        TestContext.Current.TestOutputHelper?.WriteLine(output.ToString());
        Assert.InRange(silos.NoticesPerSecond, 1, 5);
        Assert.Equal((0, 0), (silos.Writes, silos.Fetches));
    }
}
