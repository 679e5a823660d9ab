using System.Buffers;
using System.Net;
using OrleansNaming.Lan.Datagrams;
using OrleansNaming.Node;

namespace OrleansNaming.Lan.Loop;

/// <summary>
/// Runs one node: turns what happens into inputs, one at a time, and carries its outputs out: datagrams first, since other nodes wait for them, then the
/// rest in its order, since an application's listeners may take their time, and answers last.
/// <para>
/// Bounds: <see cref="DatagramsQueuedMax"/> datagrams wait, further ones are dropped and counted, as a full socket buffer would;
/// <see cref="Tickets.WaitingMax"/> changes wait, further ones are refused; calls are bounded where they come in and where they go out.
/// </para>
/// </summary>
internal sealed class NodeHost : ILoopBody, IDatagramSink, IDisposable
{
    /// <summary>Datagrams that wait: 1,200 B each, so some 5 MiB, and at some 10 µs each 40 ms of work.</summary>
    public const int DatagramsQueuedMax = 4_096;

    private readonly INode _node;
    private readonly TimeProvider _time;
    private readonly long _started;
    private readonly SerialLoop _loop;
    private readonly List<Output> _outputs = [];
    private readonly Listeners _listeners;
    private readonly Tickets _tickets;
    private readonly EngineCounters _counters;
    private readonly TaskCompletionSource<EngineEnd> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private INodePorts _ports = null!; // set by Start, before anything is carried out
    private int _datagramsQueued;

    public NodeHost(INode node, Listeners listeners, Tickets tickets, EngineCounters counters, TimeProvider time)
    {
        _node = node;
        _listeners = listeners;
        _tickets = tickets;
        _counters = counters;
        _time = time;
        _started = time.GetTimestamp();
        _loop = new SerialLoop(this);
    }

    public int Queued => _loop.Count;

    /// <summary>Complete when the node has ended: after a leave, because it may not run (rule 2), or because the loop failed.</summary>
    public Task<EngineEnd> Ended => _ended.Task;

    /// <summary>Whom the node has met. Read on the loop.</summary>
    public IEnumerable<PeerAddress> Peers => _node.Peers;

    public TimeSpan DueAt => _node.DueAt;

    public TimeSpan Now => _time.GetElapsedTime(_started);

    public void Start(INodePorts ports, ReadOnlyMemory<byte> stored)
    {
        _ports = ports;
        Post(new Started(stored));
        _loop.Start();
    }

    /// <summary>Queues an input, and returns at once.</summary>
    public void Post(Input input) => _loop.Post(new LoopItem(input));

    /// <summary>Brings an input on somebody's request: the thread may step the node itself, but not for long.</summary>
    public void Bring(Input input) => _loop.Bring(new LoopItem(input), SerialLoop.CallersItemsMax);

    /// <summary>Brings a caller's change: the thread may also write it to the disk itself, once the loop is given back.</summary>
    public void BringChange(ChangeRequested change) => _loop.Bring(new LoopItem(change), SerialLoop.CallersItemsMax, mayWait: true);

    /// <summary>Brings an input from a thread of the engine.</summary>
    public void BringOwn(Input input) => _loop.Bring(new LoopItem(input), SerialLoop.OwnItemsMax);

    /// <summary>Runs a question between two steps.</summary>
    /// <exception cref="NamingException">The engine has stopped.</exception>
    public async Task<T> AskAsync<T>(Func<INode, Instant, T> question, CancellationToken cancellationToken)
    {
        var answer = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        _loop.Post(new LoopItem(null, Ask: () => answer.TrySetResult(question(_node, Instant()))));
        await Task.WhenAny(answer.Task, _stopped.Task).WaitAsync(cancellationToken).ConfigureAwait(false);
        return answer.Task.IsCompleted
            ? await answer.Task.ConfigureAwait(false)
            : throw new NamingException(Refusal.Stopping, "this node has stopped");
    }

    public void Received(byte[] rented, int length, IPAddress source)
    {
        if (Interlocked.Increment(ref _datagramsQueued) > DatagramsQueuedMax)
        {
            Interlocked.Decrement(ref _datagramsQueued);
            _counters.Add(EngineCounters.DroppedQueueFull);
            ArrayPool<byte>.Shared.Return(rented);
            return;
        }

        _loop.Bring(new LoopItem(new DatagramReceived(rented.AsMemory(0, length), source), rented), SerialLoop.OwnItemsMax);
    }

    public void Refused(PeerAddress target) => BringOwn(new DatagramRefused(target));

    void ILoopBody.Take(in LoopItem item)
    {
        item.Ask?.Invoke();
        if (item.Input is null)
        {
            return;
        }

        _node.Step(item.Input, Instant(), _outputs);
        if (item.Rented is not null)
        {
            Interlocked.Decrement(ref _datagramsQueued);
            ArrayPool<byte>.Shared.Return(item.Rented);
        }

        CarryOut();
    }

    void ILoopBody.GivenBack(bool mayWait) => _ports.Write(here: mayWait);

    void ILoopBody.Failed(Exception cause)
    {
        End(new EngineEnd($"the loop failed: {cause.Message}", cause));
        _stopped.TrySetResult();
    }

    public void Dispose()
    {
        _loop.Dispose();
        End(new EngineEnd(null, null));
        _stopped.TrySetResult();
    }

    private Instant Instant() => new(Now, _time.GetUtcNow().ToUnixTimeMilliseconds());

    private void CarryOut()
    {
        // Datagrams first: an application's listener may take its time, and other nodes should not wait for it.
        foreach (var output in _outputs)
        {
            Send(output);
        }

        foreach (var output in _outputs)
        {
            CarryOut(output);
        }

        // Who waits is woken last: waking a thread takes some 20 µs, and it could not tell the order anyway.
        foreach (var output in _outputs)
        {
            if (output is Completed completed)
            {
                _tickets.Complete(completed);
            }
        }

        _outputs.Clear();
    }

    private void Send(Output output)
    {
        switch (output)
        {
            case Multicast notice:
                CountUnless(_ports.Multicast(notice.Bytes));
                break;
            case Unicast datagram:
                CountUnless(_ports.Unicast(datagram.To, datagram.Bytes));
                break;
            default:
                break;
        }
    }

    private void CarryOut(Output output)
    {
        switch (output)
        {
            case Multicast or Unicast or Completed:
                break;
            case Call call:
                _ports.Call(call);
                break;
            case Reply reply:
                _ports.Reply(reply);
                break;
            case StartHealthProbe start:
                _ports.Probe(start.Probe);
                break;
            case Persist persist:
                _ports.Persist(persist);
                break;
            case Published published:
                _listeners.Changes.Call(published.Changes);
                break;
            case Observed observed:
                _listeners.Observations.Call(observed.What);
                break;
            case Ended ended:
                End(new EngineEnd(ended.Failure, null));
                break;
            default:
                throw new InvalidOperationException($"no port for {output.GetType().Name}");
        }
    }

    private void CountUnless(bool sent)
    {
        if (!sent)
        {
            _counters.Add(EngineCounters.SendFailed);
        }
    }

    private void End(EngineEnd end)
    {
        if (_ended.TrySetResult(end))
        {
            _tickets.Close(Refusal.Stopping, end.Failure ?? "this node has said goodbye");
        }
    }
}
