using OrleansNaming.Simulation.Faults;

namespace OrleansNaming.Simulation;

/// <summary>How one seed went.</summary>
internal sealed record SeedOutcome
{
    public required SimOptions Options { get; init; }

    /// <summary>The checker whose promise was broken, or null.</summary>
    public string? Checker { get; init; }

    public string Message { get; init; } = "";

    /// <summary>The last lines before it was.</summary>
    public IReadOnlyList<string> LastLines { get; init; } = [];

    /// <summary>What led to it, told about those whom the message names.</summary>
    public IReadOnlyList<string> Story { get; init; } = [];

    public required FaultCounters Counters { get; init; }

    public required ulong Hash { get; init; }

    public required TimeSpan Simulated { get; init; }

    public required int Servers { get; init; }

    public required long Events { get; init; }

    public required long Steps { get; init; }

    public required long Acknowledged { get; init; }

    public required long Applied { get; init; }

    public TimeSpan ConvergedAfter { get; init; }

    public TimeSpan GuestsSettledAfter { get; init; }

    public TimeSpan DetectedAfter { get; init; }
}
