using OrleansNaming.Tracks.Node;
using OrleansNaming.Tracks.Ownership;

namespace OrleansNaming.Tracks.Tests.Simulation;

/// <summary>One server of the group: its process, its clock, and what it runs.</summary>
internal sealed class TrackMachine(string name, string group, double clockRate)
{
    public string Name { get; } = name;

    public string Group { get; } = group;

    public double ClockRate { get; } = clockRate;

    /// <summary>Null while it is dead.</summary>
    public TrackNode? Node { get; set; }

    public Holder Holder { get; set; }

    /// <summary>It has said goodbye and is about to end.</summary>
    public bool IsLeaving { get; set; }

    /// <summary>Whether a slow store is slow for it.</summary>
    public bool IsFarFromStore { get; set; } = true;

    /// <summary>Rises with each process: what was meant for an earlier one is void.</summary>
    public int Life { get; set; }

    public TimeSpan PausedUntil { get; set; }

    public TimeSpan TickAt { get; set; } = TimeSpan.MaxValue;

    /// <summary>When a master's advert came last, on its own clock.</summary>
    public TimeSpan MasterHeardAt { get; set; } = TimeSpan.MinValue;

    /// <summary>In how many adverts in a row it has claimed a track.</summary>
    public Dictionary<string, int> Claimed { get; set; } = [];

    /// <summary>What its workers told it to be done.</summary>
    public HashSet<(TrackToken Token, string Record)> Acknowledged { get; } = [];

    /// <summary>What its process would do once it runs again.</summary>
    public Queue<Action> Held { get; } = new();

    public HashSet<(Holder Owner, ulong Id)> Abandoned { get; } = [];

    public TimeSpan Clock(TimeSpan now) => now * ClockRate;

    public TimeSpan WorldTime(TimeSpan clock) => clock / ClockRate;

    /// <summary>A new process: nothing of the former one is left.</summary>
    public void Renew(Holder holder)
    {
        Holder = holder;
        Life++;
        IsLeaving = false;
        PausedUntil = TimeSpan.Zero;
        MasterHeardAt = TimeSpan.MinValue;
        Claimed = [];
        Acknowledged.Clear();
        Held.Clear();
        Abandoned.Clear();
    }

    public override string ToString() => Name;
}
