using System.Collections.Concurrent;
using OrleansNaming.Node;

namespace OrleansNaming.Contracts;

/// <summary>A running server and everything that was seen of it.</summary>
internal sealed class Server
{
    private readonly ConcurrentQueue<Observation> _seen = new();

    public Server(string name, INamingEngine engine)
    {
        Name = name;
        Engine = engine;
    }

    public string Name { get; }

    public INamingEngine Engine { get; }

    public IReadOnlyCollection<Observation> Seen => _seen;

    /// <summary>Called by the cluster for each observation, in order.</summary>
    public void Saw(Observation what) => _seen.Enqueue(what);

    public List<Observation> Of(ObservationKind kind) => [.. _seen.Where(seen => seen.Kind == kind)];

    public List<Observation> Of(ObservationKind kind, Server owner) => [.. _seen.Where(seen => seen.Kind == kind && seen.Owner.Value == owner.Name)];

    public void Forget() => _seen.Clear();

    /// <summary>What the engine holds of an owner; none when it holds nothing.</summary>
    public Stamp Holds(Server owner) => Engine.Replica.Find(new ServerId(owner.Name))?.Stamp ?? default;

    public List<string> Resolve(string name)
    {
        var found = new List<string>();
        foreach (var instance in Engine.Replica.Resolve(name))
        {
            found.Add(instance.InstanceId);
        }

        found.Sort(StringComparer.Ordinal);
        return found;
    }

    public async Task<Token> BindAsync(string name, bool replace = false, string? instance = null, params string[] tags)
    {
        var registration = new Registration(name, instance ?? Name) { Endpoints = [new Endpoint("http", "127.0.0.1", 8080)], Tags = tags };
        return await CommitAsync(new Bind(registration, replace));
    }

    public Task<Token> UnbindAsync(string name) => CommitAsync(new Unbind(name, Name));

    /// <summary>Carries a change out that must be accepted.</summary>
    public async Task<Token> CommitAsync(Change change)
    {
        var completed = await Engine.CommitAsync(change, TestContext.Current.CancellationToken);
        Assert.True(completed.Refusal == Refusal.None, $"{Name} refused {change}: {completed.Refusal} {completed.Message}");
        return completed.Token;
    }

    public override string ToString() => Name;
}
