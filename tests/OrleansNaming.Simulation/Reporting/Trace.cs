using OrleansNaming.Node;
using OrleansNaming.Simulation.Machines;

namespace OrleansNaming.Simulation.Reporting;

/// <summary>The last things that happened, in a ring; the last that move a story, which lie farther back; and the hash over all of them.</summary>
internal sealed class Trace(World world)
{
    private const int Capacity = 4_096;
    private readonly TraceLine[] _ring = new TraceLine[Capacity];
    private readonly TraceHash _hash = new();
    private readonly Queue<TraceLine> _plot = new();
    private long _count;

    /// <summary>Hears every line as it happens; for --trace and for the story.</summary>
    public Action<TraceLine>? Listener { get; set; }

    public ulong Hash => _hash.Value;

    /// <summary>What may belong to a story, oldest first.</summary>
    public IReadOnlyList<TraceLine> Plot => [.. _plot];

    public void Say(Process? process, string text)
    {
        _hash.Mix((ulong)text.Length);
        Add(process, text);
    }

    public void Input(Process process, Input input)
    {
        _hash.Mix((ulong)world.Now.Ticks);
        _hash.Mix((ulong)process.Number);
        switch (input)
        {
            case DatagramReceived datagram:
                _hash.Mix(datagram.Bytes.Span);
                break;
            case CallReceived call:
                _hash.Mix(call.Bytes.Span);
                break;
            case CallAnswered answered:
                _hash.Mix(answered.Bytes.Span);
                break;
            case Ticked:
                _hash.Mix(1);
                break;
        }

        Add(process, input);
    }

    public void Output(Process process, Output output)
    {
        switch (output)
        {
            case Multicast multicast:
                _hash.Mix(multicast.Bytes.Span);
                break;
            case Unicast unicast:
                _hash.Mix(unicast.Bytes.Span);
                break;
            case Persist persist:
                _hash.Mix(persist.Bytes.Span);
                break;
            case Completed completed:
                _hash.Mix((ulong)completed.Refusal + ((ulong)completed.Ticket << 8));
                break;
            case Observed observed:
                _hash.Mix((ulong)observed.What.Kind);
                break;
        }

        Add(process, output);
    }

    /// <summary>The last lines that a reader wants, oldest first.</summary>
    public IReadOnlyList<TraceLine> Last(int count)
    {
        var lines = new List<TraceLine>();
        for (var i = _count - 1; i >= 0 && i >= _count - Capacity && lines.Count < count; i--)
        {
            var line = _ring[i % Capacity];
            if (TraceText.IsTelling(line))
            {
                lines.Add(line);
            }
        }

        lines.Reverse();
        return lines;
    }

    private void Add(Process? process, object what)
    {
        var line = new TraceLine(world.Now, process, what);
        _ring[_count++ % Capacity] = line;
        if (StoryAround.MayTell(what))
        {
            _plot.Enqueue(line);
            if (_plot.Count > Capacity)
            {
                _plot.Dequeue();
            }
        }

        Listener?.Invoke(line);
    }
}
