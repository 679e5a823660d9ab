using OrleansNaming.Grains;

namespace OrleansNaming.Silo.Placement;

/// <summary>
/// Calls this server's grain home after a start: placement decides only at an activation, and the grain may have been activated elsewhere while this silo
/// was down. Tries a few times, as candidates lag behind the membership; away from home the grain works too, one hop slower.
/// </summary>
internal sealed class HomeKeeper : IAsyncDisposable
{
    private const int Tries = 20;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    private readonly CancellationTokenSource _stop = new();
    private readonly Task _keep;

    public HomeKeeper(IServerAdvertisementGrain grain, SiloDirectory silos, TimeProvider time) => _keep = KeepAsync(grain, silos, time);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await _keep.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }

    private async Task KeepAsync(IServerAdvertisementGrain grain, SiloDirectory silos, TimeProvider time)
    {
        for (var i = 0; i < Tries && await WhereAsync(grain).ConfigureAwait(false) != silos.Local; i++)
        {
            await Task.Delay(Pause, time, _stop.Token).ConfigureAwait(false);
        }
    }

    private static async Task<string?> WhereAsync(IServerAdvertisementGrain grain)
    {
        try
        {
            return await grain.GoHomeAsync().ConfigureAwait(false);
        }
        catch (Exception e) when (e is not OutOfMemoryException) // it moves just now, or its silo died
        {
            return null;
        }
    }
}
