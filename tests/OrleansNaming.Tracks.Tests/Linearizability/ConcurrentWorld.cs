using System.Collections.Concurrent;
using OrleansNaming.Tracks.Ownership;

namespace OrleansNaming.Tracks.Tests.Linearizability;

/// <summary>Servers that call a real store at once, each by connections of its own. Of some calls the answer is lost; of some the caller goes on before it is there.</summary>
internal sealed class ConcurrentWorld(int seed, string track, IReadOnlyList<IOwnershipStore> stores)
{
    private readonly ConcurrentBag<Operation> _history = [];
    private readonly ConcurrentBag<Task> _abandoned = [];
    private long _tick;

    public async Task<IReadOnlyList<Operation>> RunAsync(int operationsEach)
    {
        await Task.WhenAll(stores.Select((store, i) => Task.Run(() => RunAsync(store, i, operationsEach))));
        await Task.WhenAll(_abandoned);
        return [.. _history];
    }

    private async Task RunAsync(IOwnershipStore store, int number, int operations)
    {
        var random = new Random((seed * 31) + number);
        var client = new HistoryClient(new Holder(new ServerId($"s{number}"), new BootId((UInt128)(uint)number)), random);
        for (var i = 0; i < operations; i++)
        {
            var operation = client.Plan(Interlocked.Increment(ref _tick));
            var call = HistoryClient.DoAsync(store, track, operation);
            if (random.Next(20) == 0)
            {
                _abandoned.Add(call);
                Note(operation);
                continue;
            }

            var answered = await call with { Returned = Interlocked.Increment(ref _tick) };
            if (random.Next(20) == 0)
            {
                Note(operation);
                continue;
            }

            client.Learn(answered);
            Note(answered);
        }
    }

    private void Note(Operation operation)
    {
        if (operation.Returned is not null || operation.Kind != OperationKind.Read)
        {
            _history.Add(operation);
        }
    }
}
