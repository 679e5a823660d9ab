namespace OrleansNaming.Servers;

/// <summary>How long to wait before the next try: 0.25 s, doubled up to 15 s, each ± 20 % so that many clients do not come at once.</summary>
internal sealed class Backoff(TimeProvider time)
{
    private static readonly TimeSpan First = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan Most = TimeSpan.FromSeconds(15);

    private int _failures;

    public void Reset() => _failures = 0;

    public Task WaitAsync(CancellationToken cancellationToken)
    {
        var plain = Math.Min(First.TotalSeconds * Math.Pow(2, Math.Min(_failures++, 10)), Most.TotalSeconds);
        return Task.Delay(TimeSpan.FromSeconds(plain * (0.8 + Random.Shared.NextDouble() * 0.4)), time, cancellationToken);
    }
}
