namespace OrleansNaming.Silo;

/// <summary>Tries again what fails just after a silo has become active, while the cluster's view of it still lags: candidates for a placement come from a manifest that is behind the membership.</summary>
internal static class Patiently
{
    private const int Tries = 25;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    /// <exception cref="NamingException">It failed for some 5 s; the message has the last reason.</exception>
    public static async Task<T> TryAsync<T>(Func<Task<T>> work, TimeProvider time, CancellationToken cancellationToken)
    {
        for (var i = 1; ; i++)
        {
            try
            {
                return await work().ConfigureAwait(false);
            }
            catch (Exception e) when (i < Tries && e is not OperationCanceledException)
            {
                await Task.Delay(Pause, time, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                throw new NamingException(Refusal.StorageFailed, $"the grain storage '{NamingStorage.ProviderName}' cannot be read: {e.Message}");
            }
        }
    }
}
