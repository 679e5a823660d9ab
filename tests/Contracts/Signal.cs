using OrleansNaming.Node;

namespace OrleansNaming.Contracts;

/// <summary>Something happened: wakes everyone who waits.</summary>
internal sealed class Signal
{
    private volatile TaskCompletionSource _next = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Complete when something happens after this call.</summary>
    public Task NextAsync(CancellationToken cancellationToken) => _next.Task.WaitAsync(cancellationToken);

    /// <summary>Waits until something holds, looked at after each event; fails with what was waited for and a picture of how things stand.</summary>
    public async Task UntilAsync(Func<bool> holds, string what, TimeSpan within, IEnumerable<INamingEngine> engines)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(within);
        while (true)
        {
            var next = NextAsync(patience.Token);
            if (holds())
            {
                return;
            }

            try
            {
                await next;
            }
            catch (OperationCanceledException)
            {
                Assert.Fail($"not within {within}: {what}\n{await PictureAsync(engines)}");
            }
        }
    }

    public void Set() => Interlocked.Exchange(ref _next, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();

    private static async Task<string> PictureAsync(IEnumerable<INamingEngine> engines)
    {
        var lines = new List<string>();
        foreach (var engine in engines)
        {
            var status = await engine.GetStatusAsync(CancellationToken.None);
            lines.Add($"{engine.Server} {status.Phase} {status.Stamp} complete={status.IsComplete} [{string.Join(", ", status.Counters.Select(pair => $"{pair.Key}={pair.Value}"))}]");
            lines.AddRange(status.Owners.Select(owner => $"    {owner.Server} {owner.State} {owner.Stamp} known {owner.Known} heard {owner.Silence.TotalMilliseconds:0} ms ago"));
        }

        return string.Join('\n', lines);
    }
}
