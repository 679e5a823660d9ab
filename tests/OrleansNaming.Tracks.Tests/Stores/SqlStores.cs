using System.Data.Common;
using OrleansNaming.Tracks.Fencing;
using OrleansNaming.Tracks.Ownership;
using OrleansNaming.Tracks.Stores;

namespace OrleansNaming.Tracks.Tests.Stores;

/// <summary>A SQL database; each way to it has its own connections, as servers have.</summary>
internal abstract class SqlStores : IStores
{
    private readonly Dictionary<int, TrackDatabase> _servers = [];
    private readonly List<TrackDatabase> _others = [];

    public IOwnershipStore Owners(string group = "g", int server = 0) => new SqlOwnershipStore(Of(server), group);

    public IWorkStore Work(string group = "g", WorkOptions? options = null, int server = 0) => new SqlWorkStore(Of(server), group, options);

    /// <summary>A server's connections; made at its first use.</summary>
    public TrackDatabase Of(int server)
    {
        lock (_servers)
        {
            return _servers.TryGetValue(server, out var database) ? database : _servers[server] = Open(null);
        }
    }

    /// <summary>A server with options of its own.</summary>
    public TrackDatabase With(TrackDatabaseOptions options)
    {
        _others.Add(Open(options));
        return _others[^1];
    }

    public async Task NoteAsync(IFencedTransaction transaction, string line)
    {
        var fenced = (FencedTransaction)transaction;
        await Of(0).Session(fenced.Connection, fenced.Transaction).ExecuteAsync("insert into note (line) values (@line)", [("line", line)], TestContext.Current.CancellationToken);
    }

    public async Task<IReadOnlyList<string>> NotesAsync() => await ReadAsync("select line from note order by id", row => row.GetString(0));

    /// <summary>Makes the tables, the application's own among them.</summary>
    public async Task<SqlStores> PreparedAsync()
    {
        await Of(0).MigrateAsync(TestContext.Current.CancellationToken);
        await ExecuteAsync($"create table note (id {SerialKey}, line text not null)");
        return this;
    }

    public Task<int> ExecuteAsync(string sql) => Of(0).RunAsync((session, cancel) => session.ExecuteAsync(sql, [], cancel), TestContext.Current.CancellationToken);

    public Task<List<T>> ReadAsync<T>(string sql, Func<DbDataReader, T> read) =>
        Of(0).RunAsync((session, cancel) => session.ReadAsync(sql, [], read, cancel), TestContext.Current.CancellationToken);

    public virtual async ValueTask DisposeAsync()
    {
        foreach (var database in _servers.Values.Concat(_others))
        {
            await database.DisposeAsync();
        }
    }

    /// <summary>Makes the database itself do something for each row of which a column is set.</summary>
    public abstract string OnEachUpdate(string table, string column, string statement);

    protected abstract string SerialKey { get; }

    protected abstract TrackDatabase Open(TrackDatabaseOptions? options);
}
