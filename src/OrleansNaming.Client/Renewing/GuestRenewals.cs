using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace OrleansNaming.Renewing;

/// <summary>
/// Renews this process's guests at every third of their lease, so that two renewals may be lost before a guest is. A guest that the
/// cluster no longer knows is registered again with the same id. A failed renewal is tried again sooner: after 1 s, doubled up to a third of
/// the lease.
/// </summary>
internal sealed partial class GuestRenewals(DirectClient direct, TimeProvider time, ILogger<GuestRenewals> logger) : IHostedService, IDisposable
{
    private static readonly TimeSpan RetryFirst = TimeSpan.FromSeconds(1);

    private readonly Dictionary<(string Name, string InstanceId), CancellationTokenSource> _kept = [];
    private readonly CancellationTokenSource _stop = new();
    private bool _isDisposed;

    /// <summary>Renews a guest from now on; replaces what was kept of the same id.</summary>
    public void Keep(Registration registration)
    {
        var ends = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
        var token = ends.Token;
        CancellationTokenSource? before;
        lock (_kept)
        {
            _kept.Remove((registration.Name, registration.InstanceId), out before);
            _kept[(registration.Name, registration.InstanceId)] = ends;
        }

        End(before);
        _ = KeepAsync(registration, token);
    }

    /// <summary>Renews it no longer.</summary>
    public void Forget(string name, string instanceId)
    {
        CancellationTokenSource? before;
        lock (_kept)
        {
            _kept.Remove((name, instanceId), out before);
        }

        End(before);
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Guests outlive this process until their lease ends.</summary>
    public Task StopAsync(CancellationToken cancellationToken) => _stop.CancelAsync();

    /// <summary>The container calls it twice: it holds this as itself and as a hosted service.</summary>
    public void Dispose()
    {
        if (!_isDisposed)
        {
            _isDisposed = true;
            _stop.Cancel();
            _stop.Dispose();
        }
    }

    private static void End(CancellationTokenSource? ends)
    {
        ends?.Cancel();
        ends?.Dispose();
    }

    private async Task KeepAsync(Registration guest, CancellationToken ends)
    {
        var third = guest.Lease / 3;
        var (delay, failures) = (third, 0);
        try
        {
            while (true)
            {
                await Task.Delay(delay, time, ends).ConfigureAwait(false);
                failures = await TryRenewAsync(guest, ends).ConfigureAwait(false) ? 0 : failures + 1;
                delay = failures == 0 ? third : Shorter(third, RetryFirst * Math.Pow(2, Math.Min(failures - 1, 10)));
            }
        }
        catch (OperationCanceledException)
        {
            // Taken back, or the process ends.
        }
    }

    private async Task<bool> TryRenewAsync(Registration guest, CancellationToken ends)
    {
        try
        {
            await RenewOrRegisterAsync(guest, ends).ConfigureAwait(false);
            return true;
        }
        catch (NamingException refused)
        {
            Log.RenewalFailed(logger, guest.Name, guest.InstanceId, refused.Refusal, refused.Message);
        }
        catch (Exception unexpected) when (unexpected is not OperationCanceledException)
        {
            // A loop that ends silently would let the guest die: say it and go on.
            Log.RenewalBroke(logger, unexpected, guest.Name, guest.InstanceId);
        }

        return false;
    }

    private async Task RenewOrRegisterAsync(Registration guest, CancellationToken ends)
    {
        try
        {
            await direct.Client.RenewAsync(guest.Name, guest.InstanceId, ends).ConfigureAwait(false);
        }
        catch (NamingException unknown) when (unknown.Refusal == Refusal.NotFound)
        {
            await direct.Client.RegisterAsync(guest, ends).ConfigureAwait(false);
            Log.RegisteredAgain(logger, guest.Name, guest.InstanceId);
        }
    }

    private static TimeSpan Shorter(TimeSpan left, TimeSpan right) => left < right ? left : right;
}
