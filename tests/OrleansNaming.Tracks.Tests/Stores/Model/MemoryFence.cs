using OrleansNaming.Tracks.Fencing;
using OrleansNaming.Tracks.Ownership;

namespace OrleansNaming.Tracks.Tests.Stores.Model;

internal sealed class MemoryFence(MemoryGroup group) : IFencedSource
{
    public async Task<IFencedTransaction?> TryBeginAsync(TrackToken token, CancellationToken cancellationToken)
    {
        await group.Writer.WaitAsync(cancellationToken);
        if (group.Holds(token))
        {
            return new MemoryFencedTransaction(group, token);
        }

        group.Writer.Release();
        return null;
    }
}
