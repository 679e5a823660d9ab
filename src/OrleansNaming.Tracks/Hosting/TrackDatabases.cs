using Microsoft.Extensions.Options;
using OrleansNaming.Tracks.Stores;

namespace OrleansNaming.Tracks.Hosting;

/// <summary>The group's database: the application's, or the one that the options name, which is closed at the end.</summary>
internal sealed class TrackDatabases(IOptions<TrackOptions> options, TimeProvider time) : IAsyncDisposable
{
    private readonly TrackDatabase? _own = Open(options.Value, time);

    public TrackDatabase? Database => options.Value.GetDatabase() ?? _own;

    public ValueTask DisposeAsync() => _own?.DisposeAsync() ?? ValueTask.CompletedTask;

    private static TrackDatabase? Open(TrackOptions options, TimeProvider time) =>
        options.Postgres is { } postgres ? TrackDatabase.Postgres(postgres, time: time)
        : options.Sqlite is { } sqlite ? TrackDatabase.Sqlite(sqlite, time: time)
        : null;
}
