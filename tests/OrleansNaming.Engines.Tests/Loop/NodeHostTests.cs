using System.Buffers;
using System.Net;
using OrleansNaming.Lan.Loop;
using OrleansNaming.Node;
using OrleansNaming.Wire;

namespace OrleansNaming.Engines.Tests.Loop;

[On(Engine.Lan)]
public sealed class NodeHostTests : IDisposable
{
    private static readonly PeerAddress Peer = new(IPAddress.Loopback, 1, 2);

    private readonly FakeNode _node = new();
    private readonly RecordingPorts _ports = new();
    private readonly List<Exception> _callbackFailures = [];
    private readonly Listeners _listeners;
    private readonly Tickets _tickets = new();
    private readonly List<(string, long)> _told = [];
    private readonly EngineCounters _counters;
    private readonly NodeHost _host;

    public NodeHostTests()
    {
        _counters = new EngineCounters((name, count) => _told.Add((name, count)));
        _listeners = new Listeners(_callbackFailures.Add);
        _host = new NodeHost(_node, _listeners, _tickets, _counters, TimeProvider.System);
    }

    public void Dispose() => _host.Dispose();

    [Fact]
    public async Task Datagrams_leave_first_and_the_rest_is_carried_out_in_its_order()
    {
        _listeners.Changes.Add(_ => _ports.Did("published"));
        _listeners.Observations.Add(_ => _ports.Did("observed"));
        _node.OnStep = (input, outputs) => outputs.AddRange(
        [
            new Persist(1, default, false), new Published([]), new Observed(new Observation(ObservationKind.Committed, default)),
            new Multicast(default), new Unicast(Peer, default), new Call(1, Peer, new DumpRequest(null), default, TimeSpan.Zero),
            new Reply(1, null, default), new Ended(null),
        ]);

        _host.Start(_ports, default);

        Assert.Null((await _host.Ended).Failure);
        Assert.Equal(["multicast", "unicast", "persist", "published", "observed", "call", "reply"], _ports.Done);
    }

    [Fact]
    public async Task A_change_is_answered_by_its_ticket()
    {
        _node.OnStep = (input, outputs) =>
        {
            if (input is ChangeRequested request)
            {
                outputs.Add(new Completed(request.Ticket, Refusal.NotFound, default, "no such name"));
            }
        };
        _host.Start(_ports, default);
        var (first, second) = (_tickets.Open(), _tickets.Open());

        _host.Post(new ChangeRequested(second.Ticket, new Unbind("a", "b")));

        Assert.Equal("no such name", (await second.Answer).Message);
        Assert.False(first.Answer.IsCompleted);
    }

    [Fact]
    [Lesson(40)]
    public async Task An_exception_in_a_step_refuses_everyone_who_waits_and_says_why()
    {
        _node.OnStep = (input, _) => throw (input is Ticked ? new InvalidOperationException("a defect") : new NotSupportedException("another"));
        var waiting = _tickets.Open();

        _host.Start(_ports, default);

        var end = await _host.Ended;
        Assert.IsType<NotSupportedException>(end.Cause);
        Assert.Equal(Refusal.Stopping, (await waiting.Answer).Refusal);
        Assert.Contains("another", (await _tickets.Open().Answer).Message);
        await Assert.ThrowsAsync<NamingException>(() => _host.AskAsync((node, now) => node.Status(now), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_subscriber_that_throws_stops_neither_the_node_nor_the_other_subscribers()
    {
        var heard = new TaskCompletionSource();
        _listeners.Observations.Add(_ => throw new InvalidOperationException("a stranger"));
        _listeners.Observations.Add(_ => heard.TrySetResult());
        _node.OnStep = (_, outputs) => outputs.Add(new Observed(new Observation(ObservationKind.Joined, default)));

        _host.Start(_ports, default);

        await heard.Task;
        await _host.AskAsync((node, now) => node.Status(now), TestContext.Current.CancellationToken);
        Assert.Equal("a stranger", Assert.Single(_callbackFailures).Message);
    }

    [Fact]
    public async Task Datagrams_beyond_the_bound_are_dropped_and_counted()
    {
        using var gate = new ManualResetEventSlim();
        using var entered = new SemaphoreSlim(0);
        _node.OnStep = (input, _) =>
        {
            if (input is Started)
            {
                entered.Release();
                gate.Wait(TestContext.Current.CancellationToken);
            }
        };
        _host.Start(_ports, default);
        await entered.WaitAsync(TestContext.Current.CancellationToken);

        for (var i = 0; i < NodeHost.DatagramsQueuedMax + 10; i++)
        {
            _host.Received(ArrayPool<byte>.Shared.Rent(1), 1, IPAddress.Loopback);
        }

        gate.Set();
        var status = _counters.AddTo(await _host.AskAsync((node, now) => node.Status(now), TestContext.Current.CancellationToken));
        Assert.Equal(10, status.Counters[EngineCounters.DroppedQueueFull]);
        Assert.Equal(3, status.Counters["dropped.malformed"]);
    }

    [Fact]
    public async Task Changes_beyond_the_bound_are_refused()
    {
        for (var i = 0; i < Tickets.WaitingMax; i++)
        {
            Assert.False(_tickets.Open().Answer.IsCompleted);
        }

        Assert.Equal(Refusal.TooMany, (await _tickets.Open().Answer).Refusal);

        _tickets.Complete(new Completed(1, Refusal.None, default, ""));
        Assert.False(_tickets.Open().Answer.IsCompleted);
    }

    [Fact]
    public async Task A_datagram_that_the_system_did_not_take_is_counted()
    {
        _ports.Sends = false;
        _node.OnStep = (_, outputs) => outputs.AddRange([new Multicast(default), new Unicast(Peer, default)]);

        _host.Start(_ports, default);

        var status = _counters.AddTo(await _host.AskAsync((node, now) => node.Status(now), TestContext.Current.CancellationToken));
        Assert.Equal(2, status.Counters[EngineCounters.SendFailed]);
        Assert.Equal([(EngineCounters.SendFailed, 1), (EngineCounters.SendFailed, 2)], _told);
    }

    [Fact]
    public void A_flood_of_one_trouble_is_told_ever_more_rarely()
    {
        for (var i = 0; i < 1_000; i++)
        {
            _counters.Add(EngineCounters.DroppedQueueFull);
        }

        Assert.Equal([1, 2, 4, 8, 16, 32, 64, 128, 256, 512], _told.Select(one => one.Item2));
    }
}
