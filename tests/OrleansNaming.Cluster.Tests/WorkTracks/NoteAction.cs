using OrleansNaming.Tracks;

namespace OrleansNaming.Cluster.Tests.WorkTracks;

/// <summary>A step's action that calls a grain.</summary>
internal sealed class NoteAction(IGrainFactory grains) : ITrackAction
{
    public Task RunAsync(TrackActionCall call, CancellationToken cancellationToken) => grains.GetGrain<INoteGrain>(call.Record).NoteAsync(call.IdempotencyKey).WaitAsync(cancellationToken);
}
