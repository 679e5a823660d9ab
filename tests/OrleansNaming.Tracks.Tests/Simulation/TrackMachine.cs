using OrleansNaming.Tracks.Blocks;
using OrleansNaming.Tracks.Node;
using OrleansNaming.Tracks.Ownership;

namespace OrleansNaming.Tracks.Tests.Simulation;

/// <summary>One server of the group: its process, its clock, and what it runs.</summary>
internal sealed class TrackMachine(string name, double clockRate)
{
    public string Name { get; } = name;

    public double ClockRate { get; } = clockRate;

    /// <summary>Null while it is dead.</summary>
    public TrackNode? Node { get; set; }

    public Holder Holder { get; set; }

    /// <summary>Rises with each process: what was meant for an earlier one is void.</summary>
    public int Life { get; set; }

    public TimeSpan PausedUntil { get; set; }

    public TimeSpan TickAt { get; set; } = TimeSpan.MaxValue;

    /// <summary>What its process would do once it runs again.</summary>
    public Queue<Action> Held { get; } = new();

    public HashSet<Block> Abandoned { get; } = [];

    public TimeSpan Clock(TimeSpan now) => now * ClockRate;

    public TimeSpan WorldTime(TimeSpan clock) => clock / ClockRate;

    public override string ToString() => Name;
}
