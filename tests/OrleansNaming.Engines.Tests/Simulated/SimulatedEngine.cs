using OrleansNaming.Node;
using OrleansNaming.Replica;
using OrleansNaming.Wire;

namespace OrleansNaming.Engines.Tests.Simulated;

/// <summary>One node of Core in a <see cref="SimulatedCluster"/>.</summary>
internal sealed class SimulatedEngine(SimulatedCluster cluster, VirtualTime time, List<byte> disk, NodeOptions options, PeerAddress address) : INamingEngine
{
    private static readonly TimeSpan OnTheWire = TimeSpan.FromMicroseconds(100);
    private static readonly TimeSpan OnDisk = TimeSpan.FromMicroseconds(150);

    private readonly List<Output> _outputs = [];
    private readonly List<Action<Observation>> _observers = [];
    private readonly List<Action<IReadOnlyList<NamingChange>>> _subscribers = [];
    private readonly Dictionary<long, TaskCompletionSource<Completed>> _tickets = [];
    private readonly Dictionary<long, Action<Reply>> _asked = [];
    private long _lastTicket;
    private long _lastAsked;
    private TimeSpan _armed = TimeSpan.MaxValue;

    public NamingNode Node { get; } = new(options);

    public PeerAddress Address { get; } = address;

    public ServerId Server => options.Server;

    public string Engine => "simulated";

    public DirectoryReplica Replica => Node.Replica;

    public bool IsRunning { get; private set; } = true;

    public bool HasOpened { get; private set; }

    public bool HasEnded { get; private set; }

    public string? Failure { get; private set; }

    public void Start() => Post(new Started(disk.ToArray()));

    public void Stop() => IsRunning = false;

    public void Post(Input input) => time.After(TimeSpan.Zero, () => Step(input));

    public async Task<Completed> CommitAsync(Change change, CancellationToken cancellationToken)
    {
        var answer = new TaskCompletionSource<Completed>();
        lock (time.Gate)
        {
            if (!IsRunning || HasEnded)
            {
                return new Completed(0, Refusal.Stopping, default, "stopped");
            }

            _tickets[++_lastTicket] = answer;
            Post(new ChangeRequested(_lastTicket, change));
        }

        await Task.Yield(); // what others commit at this moment comes in together with it
        lock (time.Gate)
        {
            Assert.True(time.RunUntil(() => answer.Task.IsCompleted, TimeSpan.FromMinutes(1)), $"{Server} did not answer {change}");
        }

        return await answer.Task;
    }

    public ValueTask<ChangesReply> ServeChangesAsync(ChangesRequest request, CancellationToken cancellationToken) => new(Node.Answer(request));

    public IDisposable Subscribe(Action<IReadOnlyList<NamingChange>> onChanges) => Add(_subscribers, onChanges);

    public IDisposable Observe(Action<Observation> onObservation) => Add(_observers, onObservation);

    public ValueTask<NodeStatus> GetStatusAsync(CancellationToken cancellationToken) => new(Node.Status(Now));

    private Instant Now => new(time.Now, 1_700_000_000_000 + (long)time.Now.TotalMilliseconds);

    private void Step(Input input)
    {
        if (!IsRunning)
        {
            return;
        }

        Node.Step(input, Now, _outputs);
        foreach (var output in _outputs.ToArray())
        {
            CarryOut(output);
        }

        _outputs.Clear();
        Arm();
    }

    private void Arm()
    {
        if (Node.DueAt >= _armed)
        {
            return;
        }

        var due = _armed = Node.DueAt;
        time.After(due > time.Now ? due - time.Now : TimeSpan.Zero, () =>
        {
            if (due == _armed)
            {
                _armed = TimeSpan.MaxValue;
                Step(Ticked.Instance);
            }
        });
    }

    private void CarryOut(Output output)
    {
        switch (output)
        {
            case Multicast multicast:
                foreach (var other in cluster.Living.Where(other => other != this))
                {
                    Send(other, multicast.Bytes);
                }

                break;
            case Unicast unicast when Find(unicast.To) is { } to:
                Send(to, unicast.Bytes);
                break;
            case Call call:
                Ask(call);
                break;
            case Reply reply when _asked.Remove(reply.Id, out var asker):
                asker(reply);
                break;
            case Persist persist:
                Write(persist);
                break;
            case StartHealthProbe start:
                time.After(OnTheWire, () => Step(new HealthProbeEnded(start.Probe, InstanceHealth.Healthy, "simulated")));
                break;
            case Completed completed when _tickets.Remove(completed.Ticket, out var answer):
                answer.TrySetResult(completed);
                break;
            case Published published:
                _subscribers.ForEach(subscriber => subscriber(published.Changes));
                break;
            case Observed observed:
                Saw(observed.What);
                break;
            case Ended ended:
                (HasEnded, Failure) = (true, ended.Failure);
                break;
        }
    }

    private void Saw(Observation what)
    {
        HasOpened |= what.Kind == ObservationKind.IncarnationOpened && what.Owner == Server;
        _observers.ForEach(observer => observer(what));
    }

    private SimulatedEngine? Find(PeerAddress to) => cluster.Living.FirstOrDefault(engine => engine.Address == to);

    private void Send(SimulatedEngine to, ReadOnlyMemory<byte> bytes)
    {
        if (!cluster.Loses(to, bytes))
        {
            time.After(OnTheWire, () => to.Step(new DatagramReceived(bytes, Address.Host)));
        }
    }

    private void Ask(Call call)
    {
        time.After(OnTheWire, () =>
        {
            if (Find(call.To) is not { } asked)
            {
                time.After(OnTheWire, () => Step(new CallFailed(call.Id, Refused: true)));
                return;
            }

            var id = ++asked._lastAsked;
            asked._asked[id] = reply => time.After(
                OnTheWire, () => Step(reply.Answer is null ? new CallFailed(call.Id, Refused: false) : new CallAnswered(call.Id, reply.Bytes)));
            asked.Step(new CallReceived(id, call.Bytes, Address.Host));
        });
    }

    private void Write(Persist persist) => time.After(OnDisk, () =>
    {
        if (!IsRunning)
        {
            return;
        }

        if (persist.Replace)
        {
            disk.Clear();
        }

        disk.AddRange(persist.Bytes.Span);
        Step(new Persisted(persist.Id));
    });

    private static Removal<T> Add<T>(List<T> list, T item)
    {
        list.Add(item);
        return new Removal<T>(list, item);
    }

    private sealed class Removal<T>(List<T> list, T item) : IDisposable
    {
        public void Dispose() => list.Remove(item);
    }
}
