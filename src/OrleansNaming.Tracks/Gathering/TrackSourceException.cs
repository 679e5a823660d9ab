namespace OrleansNaming.Tracks.Gathering;

/// <summary>A source did not give what its track says of it.</summary>
/// <param name="message">What people read.</param>
internal sealed class TrackSourceException(string message) : Exception(message)
{
    /// <summary>Whether it did not answer in time.</summary>
    public bool IsLate { get; init; }
}
