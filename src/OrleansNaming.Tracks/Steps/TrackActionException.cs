namespace OrleansNaming.Tracks.Steps;

/// <summary>An action cannot be done, or was refused: it counts as a failed try, and the message stands at the record.</summary>
/// <param name="message">What people read.</param>
internal sealed class TrackActionException(string message) : Exception(message);
