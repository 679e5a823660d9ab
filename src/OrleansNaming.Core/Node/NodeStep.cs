using OrleansNaming.Wire;

namespace OrleansNaming.Node;

/// <summary>The step under way: seals messages, numbers calls and writes, and keeps the outputs in order.</summary>
internal sealed class NodeStep(NodeOptions options) : IStep
{
    /// <summary>Calls under way at once; at the bound a further one is not made, and fails as if it had timed out.</summary>
    private const int CallsMax = 1_024;

    // Enum.ToString allocates and looks up; this is asked for several times a step.
    private static readonly string[] Kinds = Enum.GetNames<ObservationKind>();

    private readonly Dictionary<long, PendingCall> _calls = [];
    private readonly Dictionary<string, long> _counters = [];

    /// <summary>Calls of this step for which there was no room, to be failed before it ends.</summary>
    private readonly Queue<long> _refusedCalls = [];

    /// <summary>Requests of peers that wait for a change, by ticket; bounded by the changes that wait.</summary>
    private readonly SortedDictionary<long, (long RequestId, ulong InReplyTo)> _replyTickets = [];
    private List<Output> _outputs = [];
    private long _nextCall = 1;
    private long _nextWrite = 1;
    private long _nextReplyTicket = -1;

    public Sealer Sealer { get; } = new(options.Cluster, options.Server, options.Boot, options.ProbePort, options.PullPort, options.Keys);

    public Jitter Jitter { get; } = new(options.Boot);

    public Instant Now { get; private set; }

    /// <summary>How often each kind of observation was made.</summary>
    public IReadOnlyDictionary<string, long> Counters => _counters;

    public void Begin(Instant now, List<Output> outputs) => (Now, _outputs) = (now, outputs);

    /// <summary>Opens received bytes; null, and counted by its reason, when they are not from this cluster or not whole.</summary>
    public Envelope? Open(ReadOnlySpan<byte> bytes, int bytesMax)
    {
        var result = Opener.TryOpen(bytes, options.Cluster, Sealer.Keys, bytesMax, out var envelope);
        if (result != OpenResult.Opened)
        {
            Observe(new Observation(ObservationKind.Dropped, default, Text: result.ToString().ToLowerInvariant()));
        }

        return envelope;
    }

    /// <summary>Who may hear of this server where not everyone may (row E36); set once the node stands.</summary>
    public Func<IEnumerable<PeerAddress>> Readers { get; set; } = static () => [];

    public void Multicast(Message message)
    {
        if (message is not (Notice or Chunk) || !options.Audience.IsNarrowed(options.Server))
        {
            _outputs.Add(new Multicast(Sealer.Seal(message)));
            return;
        }

        foreach (var reader in Readers())
        {
            Unicast(reader, message);
        }
    }

    public void Unicast(PeerAddress to, Message message) => _outputs.Add(new Unicast(to, Sealer.Seal(message)));

    public void Answer(PeerAddress to, Message message, ulong inReplyTo) => _outputs.Add(new Unicast(to, Sealer.Seal(message, inReplyTo)));

    public long Call(PeerAddress to, Message request, TimeSpan timeout)
    {
        var id = _nextCall++;
        if (_calls.Count >= CallsMax)
        {
            Observe(new Observation(ObservationKind.Dropped, default, Text: "call"));
            _calls[id] = new PendingCall(to, Sequence: 0, request);
            _refusedCalls.Enqueue(id);
            return id;
        }

        var bytes = Sealer.Seal(request);
        _calls[id] = new PendingCall(to, Sealer.LastSequence, request);
        _outputs.Add(new Call(id, to, request, bytes, timeout));
        return id;
    }

    /// <summary>A call of this step for which there was no room. Told afterwards and not by <see cref="Call"/>, whose caller has yet to note whom it asked.</summary>
    public bool TryTakeRefusedCall(out long id) => _refusedCalls.TryDequeue(out id);

    /// <summary>What a call was about; null when it is over.</summary>
    public PendingCall? EndCall(long id) => _calls.Remove(id, out var call) ? call : null;

    public void Reply(long requestId, Message? answer, ulong inReplyTo) =>
        _outputs.Add(new Reply(requestId, answer, answer is null ? default(ReadOnlyMemory<byte>) : Sealer.Seal(answer, inReplyTo)));

    /// <summary>A ticket whose completion answers a peer's request instead of a local caller's.</summary>
    public long ReplyTicket(long requestId, ulong inReplyTo)
    {
        _replyTickets[_nextReplyTicket] = (requestId, inReplyTo);
        return _nextReplyTicket--;
    }

    public void Complete(long ticket, Refusal refusal, Token token = default, string message = "")
    {
        if (ticket > 0)
        {
            _outputs.Add(new Completed(ticket, refusal, token, message));
        }
        else if (_replyTickets.Remove(ticket, out var request))
        {
            Reply(request.RequestId, new GuestReply(refusal == Refusal.None, token.Stamp), request.InReplyTo);
        }
    }

    /// <summary>Answers a drain.</summary>
    public void Complete(long ticket, Token token, DrainReport report) => _outputs.Add(new Completed(ticket, Refusal.None, token, "") { Drain = report });

    public long Persist(ReadOnlyMemory<byte> bytes, bool replace, Epoch epoch)
    {
        var id = _nextWrite++;
        _outputs.Add(new Persist(id, bytes, replace) { Epoch = epoch });
        return id;
    }

    public void Publish(List<NamingChange> changes)
    {
        if (changes.Count > 0)
        {
            _outputs.Add(new Published(changes));
        }
    }

    public void Observe(Observation what)
    {
        var name = what.Kind == ObservationKind.Dropped ? $"dropped.{what.Text}" : Kinds[(int)what.Kind];
        _counters[name] = _counters.GetValueOrDefault(name) + 1;
        _outputs.Add(new Observed(what));
    }

    public void Probe(HealthProbe probe) => _outputs.Add(new StartHealthProbe(probe));

    public void End(string? failure) => _outputs.Add(new Ended(failure));
}
