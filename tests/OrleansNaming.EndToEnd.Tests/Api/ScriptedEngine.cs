using OrleansNaming.Advertising;
using OrleansNaming.Node;
using OrleansNaming.Pull;
using OrleansNaming.Replica;
using OrleansNaming.Wire;

namespace OrleansNaming.EndToEnd.Tests.Api;

/// <summary>An engine whose directory is whatever the test says: any number of owners, hidden, stale or gone.</summary>
internal sealed class ScriptedEngine(string server = "alpha") : INamingEngine
{
    private event Action<IReadOnlyList<NamingChange>>? Changes;
    private event Action<Observation>? Observations;

    /// <summary>What the step under way has applied and not told yet; null outside of a step.</summary>
    private List<Action>? _untold;

    public ServerId Server { get; } = new(server);

    public string Engine => "scripted, because this is a test";

    public DirectoryReplica Replica { get; } = new() { IsComplete = true };

    public NodePhase Phase { get; set; } = NodePhase.Ready;

    /// <summary>What a commit does; none by default.</summary>
    public Func<Change, Completed> OnCommit { get; set; } = _ => new Completed(0, Refusal.None, default, "");

    /// <summary>The next version of an owner's list.</summary>
    public Token Put(string owner, params Entry[] puts) => Advance(owner, puts, []);

    public Token Remove(string owner, string name, string instance) => Advance(owner, [], [new EntryKey(name, instance)]);

    /// <summary>The owner begins another life, with these lines added.</summary>
    public Token Reopen(string owner, ulong incarnation, params Entry[] puts)
    {
        var server = new ServerId(owner);
        var current = Replica.Find(server)?.Advertisement ?? AdvertisementFold.Nothing(server);
        return Show(AdvertisementFold.Advance(current, new Stamp(new Epoch(incarnation, new BootId(1)), 1), OwnerStatus.Serving, puts, []).Next, null);
    }

    public Token Show(Advertisement next, Delta? delta)
    {
        var changes = new List<NamingChange>();
        Replica.Apply(next, delta, changes);
        Publish(changes, new Observation(ObservationKind.Applied, next.Server, next.Stamp));
        return new Token(next.Server, next.Stamp);
    }

    public void Hide(string owner, bool guestsToo = false)
    {
        var changes = new List<NamingChange>();
        Replica.Hide(new ServerId(owner), guestsToo, changes);
        Publish(changes, new Observation(ObservationKind.OwnerStateChanged, new ServerId(owner)));
    }

    public void Reveal(string owner)
    {
        var changes = new List<NamingChange>();
        Replica.Show(new ServerId(owner), changes);
        Publish(changes, new Observation(ObservationKind.OwnerStateChanged, new ServerId(owner)));
    }

    public void Forget(string owner)
    {
        var changes = new List<NamingChange>();
        Replica.Remove(new ServerId(owner), changes);
        Publish(changes, new Observation(ObservationKind.OwnerStateChanged, new ServerId(owner)));
    }

    /// <summary>From now on what is applied is told only at <see cref="EndStep"/>: a node applies all versions of one message first, and tells them then.</summary>
    public void BeginStep() => _untold = [];

    public void EndStep()
    {
        var untold = _untold!;
        _untold = null;
        untold.ForEach(static tell => tell());
    }

    public Task<Completed> CommitAsync(Change change, CancellationToken cancellationToken) => Task.FromResult(OnCommit(change));

    public ValueTask<ChangesReply> ServeChangesAsync(ChangesRequest request, CancellationToken cancellationToken) =>
        new(ChangesAnswer.To(request, Replica.Find(request.Server)?.Advertisement, null, TimeSpan.FromSeconds(1)));

    public IDisposable Subscribe(Action<IReadOnlyList<NamingChange>> onChanges)
    {
        Changes += onChanges;
        return new Unsubscribe(() => Changes -= onChanges);
    }

    public IDisposable Observe(Action<Observation> onObservation)
    {
        Observations += onObservation;
        return new Unsubscribe(() => Observations -= onObservation);
    }

    public ValueTask<NodeStatus> GetStatusAsync(CancellationToken cancellationToken) => new(new NodeStatus(
        Server, Replica.Find(Server)?.Stamp ?? default, Phase, Replica.IsComplete, false, TimeSpan.FromSeconds(1),
        [.. Replica.Owners.Select(owner => new OwnerStatusLine(
            owner.Server, owner.IsShown ? OwnerState.Alive : OwnerState.Hidden, owner.Stamp, owner.Stamp, owner.IsStale, TimeSpan.Zero,
            owner.Advertisement?.Entries.Count ?? 0, "", "inline", TimeSpan.FromSeconds(1)))],
        new Dictionary<string, long>()));

    /// <summary>A server's own service.</summary>
    public static Instance Service(string name, string instance, int port = 8080, params string[] tags) => new(
        name, instance, [new Endpoint("http", "127.0.0.1", port)], tags.Length == 0 ? null : new InstanceDetails(null, tags, new Dictionary<string, string>(), 1), null);

    private Token Advance(string owner, Entry[] puts, EntryKey[] removes)
    {
        var server = new ServerId(owner);
        var current = Replica.Find(server)?.Advertisement ?? AdvertisementFold.Nothing(server);
        var stamp = current.Stamp.IsNone ? new Stamp(new Epoch(1, new BootId(1)), 1) : current.Stamp.Next();
        var (next, delta) = AdvertisementFold.Advance(current, stamp, OwnerStatus.Serving, puts, removes);
        return Show(next, delta);
    }

    private void Publish(List<NamingChange> changes, Observation observation)
    {
        if (_untold is { } untold)
        {
            untold.Add(() => Publish(changes, observation));
            return;
        }

        Changes?.Invoke(changes);
        Observations?.Invoke(observation);
    }

    private sealed class Unsubscribe(Action undo) : IDisposable
    {
        public void Dispose() => undo();
    }
}
