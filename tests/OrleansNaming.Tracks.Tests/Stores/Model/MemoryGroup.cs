using OrleansNaming.Tracks.Ownership;

namespace OrleansNaming.Tracks.Tests.Stores.Model;

/// <summary>The tables of one group as they should be, in memory: one writer at a time, and a fenced transaction is one writer until it ends.</summary>
internal sealed class MemoryGroup
{
    public SortedDictionary<string, OwnershipRow> Owners { get; } = new(ByteOrder.Instance);

    public SortedDictionary<(string Track, string Record), MemoryRecord> Work { get; } =
        new(Comparer<(string Track, string Record)>.Create((x, y) => ByteOrder.Instance.Compare(x.Track + "\0" + x.Record, y.Track + "\0" + y.Record)));

    public List<string> Effects { get; } = [];

    public SemaphoreSlim Writer { get; } = new(1);

    public bool Holds(TrackToken token) => Owners.TryGetValue(token.Track, out var row) && row.Token == token;

    public async Task<T> WriteAsync<T>(Func<T> write, CancellationToken cancellationToken)
    {
        await Writer.WaitAsync(cancellationToken);
        try
        {
            return write();
        }
        finally
        {
            Writer.Release();
        }
    }
}
