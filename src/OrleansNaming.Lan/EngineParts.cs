namespace OrleansNaming.Lan;

/// <summary>What a start has opened so far, closed in reverse order: by the stop, or when a later step of the start fails.</summary>
internal sealed class EngineParts : IAsyncDisposable
{
    private readonly Stack<object> _parts = [];

    public T Add<T>(T part)
        where T : notnull
    {
        _parts.Push(part);
        return part;
    }

    public async ValueTask DisposeAsync()
    {
        while (_parts.TryPop(out var part))
        {
            if (part is IAsyncDisposable slow)
            {
                await slow.DisposeAsync().ConfigureAwait(false);
            }
            else
            {
                ((IDisposable)part).Dispose();
            }
        }
    }
}
