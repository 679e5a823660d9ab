namespace OrleansNaming.Testing;

/// <summary>How many seeds and cases a property runs: <c>NAMING_TIER</c> is set by ./test and absent means quick.</summary>
public static class Effort
{
    public static Tier Tier { get; } =
        Enum.TryParse<Tier>(Environment.GetEnvironmentVariable("NAMING_TIER"), ignoreCase: true, out var tier) ? tier : Tier.Quick;

    /// <summary>Simulated worlds for one property.</summary>
    public static int Seeds { get; } = Tier switch { Tier.Quick => 200, Tier.Gate => 2_000, _ => 20_000 };

    /// <summary>The full count of a fuzz or property test, a tenth of it in the quick tier.</summary>
    public static int Cases(int full) => Tier == Tier.Quick ? Math.Max(1, full / 10) : full;
}
