namespace OrleansNaming.Tracks.Node.Outputs;

/// <summary>Read the table of owners; answer with TableRead or ReadFailed.</summary>
internal sealed record ReadTable : TrackOutput;
