namespace OrleansNaming.Tracks.Stores;

/// <summary>How long a call to the shared database may take. Read once.</summary>
public sealed class TrackDatabaseOptions
{
    /// <summary>How long one statement may take, its wait for another's lock included. After it the call throws and its outcome is unknown. Default 10 s. PostgreSQL only.</summary>
    public TimeSpan CommandTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// How long a call that the database turned away unchanged is tried again: SQLite's "busy", PostgreSQL's deadlock and serialization failure. Default 10 s; then it throws.
    /// </summary>
    public TimeSpan BusyTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// How long a fenced transaction may stand idle before PostgreSQL ends it (<c>idle_in_transaction_session_timeout</c>), so that an owner that stopped in the middle
    /// of one does not hold its track for ever. Must be less than a lease. Default 10 s. SQLite has nothing like it: there a stopped process keeps its lock until it
    /// goes on or dies.
    /// </summary>
    public TimeSpan FencedIdleTimeout { get; init; } = TimeSpan.FromSeconds(10);
}
