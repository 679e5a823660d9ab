using System.Collections.Concurrent;
using OrleansNaming.PointToPoint.Neighbours;

namespace OrleansNaming.PointToPoint.Tests.Hosts;

/// <summary>What each host's substitution table said of one server, and when: looked at after each thing that its directory applied.</summary>
internal sealed class Diaries : TimeProvider, IDisposable
{
    private readonly List<IDisposable> _subscriptions = [];
    private readonly ConcurrentDictionary<string, List<(NeighbourState State, long At)>> _states = [];
    private long _looks;

    public Diaries(SharedHosts hosts, string server)
    {
        var said = new List<Task>();
        foreach (var replica in hosts.Replicas)
        {
            var (table, states, gone) = (new NeighbourTable(replica.Directory, this), new List<(NeighbourState State, long At)>(), new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
            _states[replica.Name] = states;
            said.Add(gone.Task);
            _subscriptions.Add(table);
            _subscriptions.Add(replica.Directory.OnApplied(Look)); // After the table's own.
            Look();

            void Look()
            {
                var state = table.Current.All.Single(line => line.Server.Value == server).State;
                lock (states)
                {
                    if (states.Count == 0 || states[^1].State != state)
                    {
                        states.Add((state, System.GetTimestamp()));
                    }
                }

                if (state == NeighbourState.Gone)
                {
                    gone.TrySetResult();
                }
            }
        }

        Gone = Task.WhenAll(said).WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
    }

    public override long TimestampFrequency => 1;

    public IEnumerable<(string Reader, IReadOnlyList<(NeighbourState State, long At)> States)> All =>
        _states.OrderBy(pair => pair.Key).Select(pair => (pair.Key, (IReadOnlyList<(NeighbourState, long)>)pair.Value));

    /// <summary>Complete when each of them has said so.</summary>
    public Task Gone { get; }

    /// <summary>A second passes between any two looks, so that the table never waits for the next.</summary>
    public override long GetTimestamp() => Interlocked.Increment(ref _looks);

    public void Dispose() => _subscriptions.ForEach(subscription => subscription.Dispose());
}
