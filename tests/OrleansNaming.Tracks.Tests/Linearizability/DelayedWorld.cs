using OrleansNaming.Tracks.Ownership;

namespace OrleansNaming.Tracks.Tests.Linearizability;

/// <summary>
/// One seed makes one history: some servers call a store over a network that delays calls and answers, loses either, and delivers some calls long after their caller
/// gave up. The store itself answers at once.
/// </summary>
internal sealed class DelayedWorld(int seed, IOwnershipStore store)
{
    private const string Track = "jobs";
    private const double Patience = 10;

    private readonly Random _random = new(seed);
    private readonly PriorityQueue<Action, (double At, long Order)> _due = new();
    private readonly List<Operation> _history = [];
    private double _now;
    private long _tick;
    private int _left;

    /// <summary>Calls whose caller heard nothing.</summary>
    public int UnansweredCount => _history.Count(operation => operation.Returned is null);

    public IReadOnlyList<Operation> Run()
    {
        _left = _random.Next(20, 190);
        for (var i = _random.Next(2, 6); i > 0; i--)
        {
            var client = new HistoryClient(new Holder(new ServerId($"s{i}"), new BootId((UInt128)i)), _random);
            At(_random.NextDouble(), () => Call(client));
        }

        while (_due.TryDequeue(out var happens, out var due))
        {
            _now = due.At;
            happens();
        }

        return _history;
    }

    private void At(double delay, Action happens) => _due.Enqueue(happens, (_now + delay, ++_tick));

    private void Call(HistoryClient client)
    {
        if (_left-- <= 0)
        {
            return;
        }

        var operation = client.Plan(++_tick);
        var over = false;
        At(Patience, () => End(operation));
        if (_random.Next(25) != 0)
        {
            At(Delay(), Arrive);
        }

        void Arrive()
        {
            var answered = HistoryClient.DoAsync(store, Track, operation);
            Assert.True(answered.IsCompletedSuccessfully, "this store answers at once");
            if (_random.Next(25) != 0)
            {
                At(Delay(), () => End(answered.Result with { Returned = ++_tick }));
            }
        }

        void End(Operation known)
        {
            if (over)
            {
                return;
            }

            over = true;
            if (known.Returned is not null)
            {
                client.Learn(known);
            }

            if (known.Returned is not null || known.Kind != OperationKind.Read)
            {
                _history.Add(known);
            }

            At(_random.NextDouble() * 3, () => Call(client));
        }
    }

    /// <summary>1 on average, and now and then longer than anybody waits.</summary>
    private double Delay() => (-Math.Log(1 - _random.NextDouble())) + (_random.Next(30) == 0 ? _random.NextDouble() * 3 * Patience : 0);
}
