using OrleansNaming.Tracks.Gathering;
using OrleansNaming.Tracks.Ownership;

namespace OrleansNaming.Tracks.Hosting;

/// <summary>The work of tracks that people wrote, and that of the application's own.</summary>
internal sealed class MixedWork(ITrackWork application, DecisionWork decisions) : ITrackWork
{
    public static ITrackWork? Of(ITrackWork? application, DecisionWork? decisions) =>
        decisions is null ? application : application is null ? decisions : new MixedWork(application, decisions);

    /// <inheritdoc/>
    public Task<IReadOnlyList<string>> SearchAsync(TrackToken token, int limit, CancellationToken cancellationToken) => Of(token).SearchAsync(token, limit, cancellationToken);

    /// <inheritdoc/>
    public Task<bool> RunAsync(TrackToken token, string record, CancellationToken cancellationToken) => Of(token).RunAsync(token, record, cancellationToken);

    /// <inheritdoc/>
    public Task<bool> RunAsync(TrackToken token, IReadOnlyList<string> records, Func<IReadOnlyList<string>, Task> done, CancellationToken cancellationToken) =>
        Of(token).RunAsync(token, records, done, cancellationToken);

    private ITrackWork Of(TrackToken token) => decisions.Has(token.Track) ? decisions : application;
}
