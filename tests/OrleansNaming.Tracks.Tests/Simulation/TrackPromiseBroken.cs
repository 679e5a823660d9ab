namespace OrleansNaming.Tracks.Tests.Simulation;

/// <summary>A promise of work tracks did not hold.</summary>
internal sealed class TrackPromiseBroken(string what) : Exception(what);
