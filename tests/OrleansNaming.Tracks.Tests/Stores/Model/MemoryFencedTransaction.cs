using OrleansNaming.Tracks.Fencing;
using OrleansNaming.Tracks.Ownership;

namespace OrleansNaming.Tracks.Tests.Stores.Model;

/// <summary>Keeps its writes until it commits, and everybody else out until it ends.</summary>
internal sealed class MemoryFencedTransaction(MemoryGroup group, TrackToken token) : IFencedTransaction
{
    private readonly List<Action> _writes = [];
    private bool _ended;

    public TrackToken Token => token;

    public HashSet<string> Completed { get; } = [];

    public void Write(Action write) => _writes.Add(write);

    public Task CommitAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        _writes.ForEach(write => write());
        return DisposeAsync().AsTask();
    }

    public ValueTask DisposeAsync()
    {
        if (!_ended)
        {
            _ended = true;
            group.Writer.Release();
        }

        return ValueTask.CompletedTask;
    }
}
