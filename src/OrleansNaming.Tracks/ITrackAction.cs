namespace OrleansNaming.Tracks;

/// <summary>An action of the application that steps run by name: <c>RUN "name" WITH …</c>. Called by several threads at once.</summary>
public interface ITrackAction
{
    /// <summary>Does it, at least once: after a crash, a time-out or a lost track it is called again with the same <see cref="TrackActionCall.IdempotencyKey"/>.</summary>
    /// <param name="call">What for.</param>
    /// <param name="cancellationToken">Stop: the server stops, or has lost the track.</param>
    /// <exception cref="Exception">Whatever is thrown counts as a failed try.</exception>
    Task RunAsync(TrackActionCall call, CancellationToken cancellationToken);
}
