using OrleansNaming.Tracks.Stores;

namespace OrleansNaming.Tracks.Tests.Stores;

/// <summary>A SQLite file in a folder of its own.</summary>
internal sealed class SqliteStores : SqlStores
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("naming-tracks-");

    public string Path => System.IO.Path.Combine(_folder.FullName, "tracks.db");

    protected override string SerialKey => "integer primary key autoincrement";

    public override string OnEachUpdate(string table, string column, string statement) => $"create trigger each_update after update of {column} on {table} begin {statement}; end";

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    protected override TrackDatabase Open(TrackDatabaseOptions? options) => TrackDatabase.Sqlite(Path, options);
}
