namespace OrleansNaming.Wire;

/// <summary>
/// What a part of a node sees of the step under way: the time, and how to ask the host for something. Parts speak in messages;
/// sealing them and the order of the outputs are the node's.
/// </summary>
internal interface IStep
{
    Instant Now { get; }

    /// <summary>The node's own generator, seeded by its boot id: the same inputs give the same outputs.</summary>
    Jitter Jitter { get; }

    /// <summary>To every node.</summary>
    void Multicast(Message message);

    /// <summary>To one node's probe port.</summary>
    void Unicast(PeerAddress to, Message message);

    /// <summary>A pull; returns its id, by which the answer comes.</summary>
    long Call(PeerAddress to, Message request, TimeSpan timeout);

    /// <summary>Answers the request with that ticket; ticket 0 is nobody's.</summary>
    void Complete(long ticket, Refusal refusal, Token token = default, string message = "");

    void Observe(Observation what);

    /// <summary>Carries out a probe of an instance; what it found comes back as an input.</summary>
    void Probe(HealthProbe probe);
}
