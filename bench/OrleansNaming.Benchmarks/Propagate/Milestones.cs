using System.Diagnostics;

namespace OrleansNaming.Benchmarks.Propagate;

/// <summary>When a change passed the owner's places, each a timestamp by number of the change.</summary>
internal sealed class Milestones
{
    private volatile int _change;

    public long[] Called { get; } = new long[Watched.ChangesMax];

    public long[] AtDisk { get; } = new long[Watched.ChangesMax];

    public long[] Durable { get; } = new long[Watched.ChangesMax];

    public long[] Sending { get; } = new long[Watched.ChangesMax];

    public long[] Sent { get; } = new long[Watched.ChangesMax];

    public long[] Answered { get; } = new long[Watched.ChangesMax];

    /// <summary>What was last written, and last sent with a change: the bare ones take as many bytes.</summary>
    public byte[] LastWritten { get; set; } = [];

    public byte[] LastSent { get; set; } = [];

    /// <summary>Whether the change that is under way has been written.</summary>
    public bool IsDurable => Durable[_change] != 0;

    public void Call(int change)
    {
        _change = change;
        Called[change] = Stopwatch.GetTimestamp();
    }

    /// <summary>Notes the time for the change that is under way, the first time.</summary>
    /// <returns>Whether it was the first time.</returns>
    public bool Pass(long[] place)
    {
        var first = place[_change] == 0;
        if (first)
        {
            place[_change] = Stopwatch.GetTimestamp();
        }

        return first;
    }
}
