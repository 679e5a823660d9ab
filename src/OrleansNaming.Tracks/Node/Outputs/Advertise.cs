using OrleansNaming.Tracks.Presence;

namespace OrleansNaming.Tracks.Node.Outputs;

/// <summary>Send to every server of the group; whether it arrives is not told.</summary>
internal sealed record Advertise(TrackAdvert Advert) : TrackOutput;
