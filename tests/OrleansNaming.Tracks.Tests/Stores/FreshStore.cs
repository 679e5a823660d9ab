using OrleansNaming.Tracks.Ownership;

namespace OrleansNaming.Tracks.Tests.Stores;

/// <summary>What every suite has: a fresh store of the kind under test.</summary>
public abstract class FreshStore<TStores> : IAsyncLifetime
    where TStores : class, IOwners
{
    private TStores? _stores;

    private protected static Holder Ann { get; } = new(new ServerId("ann"), new BootId(1));

    private protected static Holder Bob { get; } = new(new ServerId("bob"), new BootId(2));

    private protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private protected TStores Stores => _stores ?? throw new InvalidOperationException("not started");

    public async ValueTask InitializeAsync() => _stores = await OpenAsync();

    public async ValueTask DisposeAsync()
    {
        if (_stores is not null)
        {
            await _stores.DisposeAsync();
        }

        GC.SuppressFinalize(this);
    }

    private protected abstract Task<TStores> OpenAsync();

    private protected async Task<TrackToken> TakenAsync(Holder holder, string track = "jobs", ulong seen = 0) =>
        await Stores.Owners().TakeAsync(track, seen, holder, Cancel) ?? throw new InvalidOperationException("not taken");
}
