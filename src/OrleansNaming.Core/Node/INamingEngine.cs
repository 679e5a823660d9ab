using OrleansNaming.Replica;
using OrleansNaming.Wire;

namespace OrleansNaming.Node;

/// <summary>The port that faces, clients and hosts use: the same over LAN and over Orleans. Internal to the packages.</summary>
internal interface INamingEngine
{
    ServerId Server { get; }

    /// <summary>The engine's name and why it was chosen, for status.</summary>
    string Engine { get; }

    DirectoryReplica Replica { get; }

    /// <summary>Carries a change out, or says why not. Never throws for an expected failure.</summary>
    Task<Completed> CommitAsync(Change change, CancellationToken cancellationToken);

    /// <summary>Answers a pull from this node's own log or replica (row B6 in JSON, for people and clients).</summary>
    ValueTask<ChangesReply> ServeChangesAsync(ChangesRequest request, CancellationToken cancellationToken);

    /// <summary>
    /// Hears every applied version, in order, on the engine's own thread: must return at once and never throw. Dispose to stop.
    /// The replica as the subscriber sees it inside the callback contains the change.
    /// </summary>
    IDisposable Subscribe(Action<IReadOnlyList<NamingChange>> onChanges);

    /// <summary>Hears every observation, likewise.</summary>
    IDisposable Observe(Action<Observation> onObservation);

    /// <summary>How many followers and watchers are connected to this node, and how long clients of its faces may hold an answer: told to who drains.</summary>
    void TellFaces(int followers, TimeSpan longestTtl)
    {
    }

    /// <summary>A consistent picture for status, health and the servers list.</summary>
    ValueTask<NodeStatus> GetStatusAsync(CancellationToken cancellationToken);
}
