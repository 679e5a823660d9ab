using OrleansNaming.Wire;

namespace OrleansNaming.Contracts;

/// <summary>A cluster of one engine under test: servers that start, stop and die, and a network between them that can be told to lose.</summary>
internal interface IEngineCluster : IAsyncDisposable
{
    /// <summary>T of every server.</summary>
    TimeSpan Interval { get; }

    /// <summary>Asked for each notice or chunk before a server hears it: true loses it. Null loses nothing.</summary>
    Func<Delivery, bool>? Lose { get; set; }

    /// <summary>Starts a server; returns when it takes changes.</summary>
    Task<Server> StartAsync(string name, EngineSetup? setup = null);

    /// <summary>Stops a server with its goodbye.</summary>
    Task LeaveAsync(Server server);

    /// <summary>Ends a server as kill -9 does: nobody is told.</summary>
    Task KillAsync(Server server);

    /// <summary>Lets a server hear a message that another's process seems to have sent just now.</summary>
    Task ForgeAsync(Server from, Server to, IReadOnlyList<Message> messages);

    /// <summary>Lets things happen until the condition holds; fails with <paramref name="what"/> when it does not within the bound.</summary>
    /// <param name="holds">Looked at after each event.</param>
    /// <param name="what">What is waited for, as a sentence's end.</param>
    /// <param name="within">The bound; by default 30 s of real time, or as much of simulated time.</param>
    Task UntilAsync(Func<bool> holds, string what, TimeSpan? within = null);
}
