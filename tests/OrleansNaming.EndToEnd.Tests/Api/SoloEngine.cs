using OrleansNaming.Node;
using OrleansNaming.Replica;
using OrleansNaming.Wire;

namespace OrleansNaming.EndToEnd.Tests.Api;

/// <summary>
/// The real protocol of a cluster of one, without network, disk or clock: what it waits for happens at once, in virtual time. Faces meet
/// the same refusals, versions and logs that they meet over a real engine.
/// </summary>
internal sealed class SoloEngine : INamingEngine
{
    private const long Epoch = 1_790_000_000_000;

    private readonly Lock _gate = new();
    private readonly NamingNode _node;
    private readonly Dictionary<long, Completed> _completed = [];
    private event Action<IReadOnlyList<NamingChange>>? Changes;
    private event Action<Observation>? Observations;
    private TimeSpan _now = TimeSpan.FromSeconds(1);
    private long _ticket;

    public SoloEngine(string server = "alpha", ulong boot = 1)
    {
        Server = new ServerId(server);
        _node = new NamingNode(new NodeOptions
        {
            Cluster = "test",
            Server = Server,
            Boot = new BootId(boot),
            ProbePort = 1,
            PullPort = 1,
        });
        lock (_gate)
        {
            Step(new Started(ReadOnlyMemory<byte>.Empty));
            for (var i = 0; _node.Phase != NodePhase.Ready; i++)
            {
                Assert.True(i < 10_000, $"the node stays {_node.Phase}");
                Tick();
            }
        }
    }

    public ServerId Server { get; }

    public string Engine => "solo, because this is a test";

    public DirectoryReplica Replica => _node.Replica;

    public Stamp Stamp => Replica.Find(Server)!.Stamp;

    /// <summary>Lets virtual time pass.</summary>
    public void Advance(TimeSpan time)
    {
        lock (_gate)
        {
            var end = _now + time;
            while (_node.DueAt <= end)
            {
                Tick();
            }

            _now = end;
        }
    }

    public Task<Completed> CommitAsync(Change change, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            var ticket = ++_ticket;
            Step(new ChangeRequested(ticket, change));
            for (var i = 0; !_completed.ContainsKey(ticket); i++)
            {
                Assert.True(i < 10_000, $"{change} is not completed");
                Tick();
            }

            _completed.Remove(ticket, out var completed);
            return Task.FromResult(completed!);
        }
    }

    public ValueTask<ChangesReply> ServeChangesAsync(ChangesRequest request, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return new(_node.Answer(request));
        }
    }

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

    public ValueTask<NodeStatus> GetStatusAsync(CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return new(_node.Status(Now()));
        }
    }

    private Instant Now() => new(_now, Epoch + (long)_now.TotalMilliseconds);

    private void Tick()
    {
        _now = _node.DueAt > _now ? _node.DueAt : _now;
        Step(Ticked.Instance);
    }

    private void Step(Input input)
    {
        var outputs = new List<Output>();
        _node.Step(input, Now(), outputs);
        foreach (var output in outputs)
        {
            switch (output)
            {
                case Persist persist:
                    Step(new Persisted(persist.Id));
                    break;
                case Completed completed:
                    _completed[completed.Ticket] = completed;
                    break;
                case Published published:
                    Changes?.Invoke(published.Changes);
                    break;
                case Observed observed:
                    Observations?.Invoke(observed.What);
                    break;
            }
        }
    }

    private sealed class Unsubscribe(Action undo) : IDisposable
    {
        public void Dispose() => undo();
    }
}
