using OrleansNaming.Node;
using OrleansNaming.Simulation.Checking;
using OrleansNaming.Simulation.Networking;
using OrleansNaming.Simulation.Orleans;

namespace OrleansNaming.Simulation.Machines;

/// <summary>One life of a server: a <see cref="NamingNode"/> and what its host keeps for it.</summary>
internal sealed class Process(World world, Machine machine, int number, NodeOptions options)
{
    /// <summary>How many datagrams a paused process' socket buffer holds.</summary>
    public const int InboxMax = 1_000;

    public Machine Machine { get; } = machine;

    /// <summary>Counts the processes of the world.</summary>
    public int Number { get; } = number;

    public NamingNode Node { get; } = new(options);

    public BootId Boot { get; } = options.Boot;

    public ServerId Server => Machine.Server;

    public TimeSpan StartedAt { get; } = world.Now;

    public bool IsAlive { get; set; } = true;

    /// <summary>When its node was told to start, with what its storage held: a silo reads that first. Null until then.</summary>
    public TimeSpan? BegunAt { get; set; }

    public bool HasBegun => BegunAt is not null;

    /// <summary>A silo's view of the membership: the others that are active, by when it learnt of them.</summary>
    public List<Process> View { get; } = [];

    /// <summary>A silo's way to its storage.</summary>
    public GrainStoreClient? Store { get; set; }

    /// <summary>When it died, on the world's clock.</summary>
    public TimeSpan DiedAt { get; set; } = TimeSpan.MaxValue;

    /// <summary>Stopped by a signal until then; what comes in waits.</summary>
    public TimeSpan PausedUntil { get; set; }

    public bool IsPaused { get; set; }

    public Queue<Input> Inbox { get; } = new();

    /// <summary>When the planned tick comes, on the world's clock; an older plan is void.</summary>
    public TimeSpan TickAt { get; set; } = TimeSpan.MaxValue;

    /// <summary>Pulls that came in and are not answered, by the id that this process was told.</summary>
    public Dictionary<long, CallInFlight> Serving { get; } = [];

    /// <summary>Who waits for a <see cref="Completed"/>.</summary>
    public Dictionary<long, Action<Completed?>> Tickets { get; } = [];

    /// <summary>What was asked with a ticket that is not answered yet.</summary>
    public Dictionary<long, Change> Asked { get; } = [];

    public long LastTicket { get; set; }

    public long LastServing { get; set; }

    public List<Output> Outputs { get; } = [];

    /// <summary>How many outputs of the next step are carried out before a planned crash; −1 when none is planned.</summary>
    public int CrashAfter { get; set; } = -1;

    /// <summary>From whom it had an undamaged datagram, and when that was sent.</summary>
    public Dictionary<Process, TimeSpan> Heard { get; } = [];

    /// <summary>Whether somebody answered the question that it asked at its start who holds more of it than its disk did.</summary>
    public bool WasAnswered { get; set; }

    /// <summary>Whether it is to crash while its next write is under way.</summary>
    public bool CrashesInWrite { get; set; }

    /// <summary>What the oracle has seen of its replica.</summary>
    public Sight Sight { get; } = new();

    public Instant Clock => Machine.Clock.At(world.Now);

    public override string ToString() => $"{Machine}#{Number}";
}
