using OrleansNaming.Tracks.Ownership;

namespace OrleansNaming.Tracks.Fencing;

/// <summary>A transaction during which <see cref="Token"/> stays the present one: nobody can take the track before it ends. Disposed without a commit it is rolled back.</summary>
public interface IFencedTransaction : IAsyncDisposable
{
    /// <summary>The token that was found to hold.</summary>
    TrackToken Token { get; }

    /// <summary>Makes everything of it lasting. Nothing is checked again: the lock holds until here.</summary>
    /// <remarks>When it throws, the outcome is unknown: read what it would have written.</remarks>
    Task CommitAsync(CancellationToken cancellationToken);
}
