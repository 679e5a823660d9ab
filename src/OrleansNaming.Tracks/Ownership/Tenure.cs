namespace OrleansNaming.Tracks.Ownership;

/// <summary>A track that this server owns, and until when it may act on it.</summary>
/// <param name="Token">What it got.</param>
/// <param name="Deadline">
/// On this server's own clock. Invariant: counted from before the renewal was sent, and shorter than what a challenger waits, so that it ends before anybody else begins (T4).
/// </param>
internal sealed record Tenure(TrackToken Token, TimeSpan Deadline);
