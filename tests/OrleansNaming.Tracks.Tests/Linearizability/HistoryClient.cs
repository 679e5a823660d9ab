using OrleansNaming.Tracks.Ownership;

namespace OrleansNaming.Tracks.Tests.Linearizability;

/// <summary>A server that wants one track: reads, takes what it sees free or presumes dead, renews and releases; now and then by what it knows to be old.</summary>
internal sealed class HistoryClient(Holder holder, Random random)
{
    private RegisterState _seen;
    private ulong _held; // The epoch of its latest token; 0 for none. Kept when lost: it goes on to be tried.

    public Operation Plan(long now)
    {
        var kind = random.Next(10) switch { < 3 => OperationKind.Read, < 6 => OperationKind.Take, < 9 => OperationKind.Beat, _ => OperationKind.Release };
        kind = _held == 0 && kind is OperationKind.Beat or OperationKind.Release ? OperationKind.Take : kind;
        var epoch = kind == OperationKind.Take ? _seen.Epoch : _held;
        return new Operation(kind, epoch > 0 && random.Next(10) == 0 ? epoch - 1 : epoch, holder, now);
    }

    /// <summary>Makes an answered operation its knowledge.</summary>
    public void Learn(Operation answered)
    {
        if (answered.Kind == OperationKind.Read)
        {
            _seen = answered.Read;
        }
        else if (answered is { Kind: OperationKind.Take, Succeeded: true })
        {
            (_held, _seen) = (answered.Epoch + 1, new RegisterState(answered.Epoch + 1, holder, 0));
        }
    }

    /// <summary>Does it, on a store.</summary>
    /// <returns>The operation with what the store said, and no time of the answer yet.</returns>
    public static async Task<Operation> DoAsync(IOwnershipStore store, string track, Operation operation)
    {
        var cancel = TestContext.Current.CancellationToken;
        var token = new TrackToken(track, operation.Epoch, operation.Holder);
        switch (operation.Kind)
        {
            case OperationKind.Read:
                var row = (await store.ReadAsync(cancel)).SingleOrDefault(row => row.Track == track);
                return operation with { Read = row is null ? default : new RegisterState(row.Epoch, row.Holder, row.Beat) };
            case OperationKind.Take:
                var taken = await store.TakeAsync(track, operation.Epoch, operation.Holder, cancel);
                return operation with { Succeeded = taken is not null };
            case OperationKind.Beat:
                return operation with { Succeeded = (await store.BeatAsync([token], cancel)).Count == 0 };
            default:
                await store.ReleaseAsync(token, cancel);
                return operation;
        }
    }
}
