namespace OrleansNaming.Engines.Tests.Hosting;

/// <summary>A watch, read one wanted event at a time.</summary>
internal sealed class ChangeStream(IAsyncEnumerable<NamingChange> changes)
{
    private readonly IAsyncEnumerator<NamingChange> _changes = changes.GetAsyncEnumerator();

    public async Task<NamingChange> NextAsync(params ChangeKind[] kinds)
    {
        while (await _changes.MoveNextAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken))
        {
            if (kinds.Contains(_changes.Current.Kind))
            {
                return _changes.Current;
            }
        }

        throw new InvalidOperationException($"the watch ended before {string.Join(" or ", kinds)}");
    }
}
