using OrleansNaming.Tracks.Node;
using OrleansNaming.Tracks.Node.Outputs;
using OrleansNaming.Tracks.Ownership;
using OrleansNaming.Tracks.Presence;

namespace OrleansNaming.Tracks.Tests.Rows;

/// <summary>One node alone on a clock that the test moves, to be told of peers that are not there.</summary>
internal sealed class NodeBench
{
    private readonly List<TrackOutput> _last = [];

    public NodeBench(string server, TrackNodeOptions? options = null, params IReadOnlyList<string> tracks)
    {
        Options = (options ?? new TrackNodeOptions { Group = "g", Self = default }) with { Self = HolderOf(server) };
        Node = new TrackNode(Options, Now);
        Do((node, now) => node.Defined(tracks, now));
    }

    public TrackNodeOptions Options { get; }

    public TrackNode Node { get; }

    public TimeSpan Now { get; private set; }

    /// <summary>Everything that the node wanted done.</summary>
    public List<TrackOutput> Outputs { get; } = [];

    public IEnumerable<TrackAdvert> Adverts => Outputs.OfType<Advertise>().Select(output => output.Advert);

    public static Holder HolderOf(string server) => new(new ServerId(server), new BootId((UInt128)server[0]));

    public void Do(Action<TrackNode, TimeSpan> what)
    {
        _last.Clear();
        what(Node.Into(_last), Now);
        Outputs.AddRange(_last);
    }

    public void RunTo(TimeSpan until)
    {
        while (Node.DueAt < until)
        {
            Now = Node.DueAt > Now ? Node.DueAt : Now + TimeSpan.FromTicks(1);
            Do(static (node, now) => node.Tick(now));
        }

        Now = until;
    }

    public void Hear(string server, ulong sequence, Func<TrackAdvert, TrackAdvert>? with = null)
    {
        var advert = new TrackAdvert(Options.Group, HolderOf(server), sequence);
        Do((node, now) => node.Heard(with?.Invoke(advert) ?? advert, now));
    }
}
