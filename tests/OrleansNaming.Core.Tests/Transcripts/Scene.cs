using OrleansNaming.Node;

namespace OrleansNaming.Core.Tests.Transcripts;

/// <summary>
/// Some nodes, a network and a clock that move only by command. Nothing is random: messages take 1 ms and arrive in the order in which
/// they were sent, writes take 1 ms, and what is due at one time runs in the order of the servers.
/// </summary>
internal sealed class Scene
{
    /// <summary>1 January 2030: incarnations are made of it.</summary>
    private const long StartUnixMilliseconds = 1_893_456_000_000;

    private const int EventsAtOneTimeMax = 20_000;
    private static readonly TimeSpan SettleMax = TimeSpan.FromSeconds(60);

    private readonly List<Actor> _actors = [];
    private readonly Hands _hands;
    private int _eventsAtOneTime;

    public Scene() => _hands = new Hands(this);

    public TimeSpan Now { get; private set; }

    public Instant Clock => new(Now, StartUnixMilliseconds + (long)Now.TotalMilliseconds);

    public IReadOnlyList<Actor> Actors => _actors;

    public Post Post { get; } = new();

    public Symbols Symbols { get; } = new();

    /// <summary>What is printed.</summary>
    public Told Trace { get; set; }

    /// <summary>The lines of the command under way.</summary>
    public List<string> Lines { get; } = [];

    public void Enter(Actor actor) => _actors.Add(actor);

    public Actor? Find(string name) => _actors.Find(actor => actor.Name == name);

    public void Say(Told kind, string text)
    {
        if (Trace.HasFlag(kind))
        {
            Add(text);
        }
    }

    /// <summary>A line that is printed whatever the trace.</summary>
    public void Add(string text) => Lines.Add(FormattableString.Invariant($"{Now.TotalSeconds:F3} {text}"));

    public void Step(Actor actor, Input input)
    {
        if (actor.Node is { } node)
        {
            var outputs = new List<Output>();
            node.Step(input, Clock, outputs);
            foreach (var output in outputs)
            {
                _hands.Carry(actor, output);
            }
        }
    }

    /// <summary>Lets time pass.</summary>
    public void Run(TimeSpan time)
    {
        var end = Now + time;
        while (NextAt() <= end)
        {
            RunNext();
        }

        Now = end;
    }

    /// <summary>Runs until nothing travels and no timer is due within that time.</summary>
    public void Settle(TimeSpan within)
    {
        var end = Now + SettleMax;
        while (!Post.IsQuiet || NextAt() <= Now + within)
        {
            if (NextAt() > end)
            {
                Lines.Add("does not settle");
                return;
            }

            RunNext();
        }
    }

    private TimeSpan NextAt()
    {
        var at = Post.Next?.DueAt ?? TimeSpan.MaxValue;
        return _actors.Where(actor => actor.Node is not null).Select(actor => actor.Node!.DueAt).Append(at).Min();
    }

    private void RunNext()
    {
        var at = NextAt() > Now ? NextAt() : Now;
        _eventsAtOneTime = at == Now ? _eventsAtOneTime + 1 : 0;
        Assert.True(_eventsAtOneTime < EventsAtOneTimeMax, $"time stands still at {at}");
        Now = at;
        if (Post.Next is { } flight && flight.DueAt <= Now)
        {
            Post.Remove(flight);
            flight.Arrive();
        }
        else if (_actors.Find(actor => actor.Node?.DueAt <= Now) is { } actor)
        {
            Step(actor, Ticked.Instance);
        }
    }
}
