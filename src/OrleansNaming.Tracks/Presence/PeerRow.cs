namespace OrleansNaming.Tracks.Presence;

/// <summary>What a server knows of another one.</summary>
/// <param name="Advert">Its last word.</param>
/// <param name="HeardAt">When it came, on this server's own clock (Q13).</param>
internal sealed record PeerRow(TrackAdvert Advert, TimeSpan HeardAt);
