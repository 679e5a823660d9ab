namespace OrleansNaming.Tracks;

/// <summary>A database that tracks may ask (row E38). Only an administrator names them: they stand in the configuration, not in tracks.</summary>
public sealed class TrackConnectionOptions
{
    /// <summary>The ADO.NET provider's invariant name: <c>Npgsql</c>, <c>Microsoft.Data.Sqlite</c>, or one registered with <see cref="System.Data.Common.DbProviderFactories"/>.</summary>
    /// <value>The default is <c>Npgsql</c>.</value>
    public string Provider { get; set; } = "Npgsql";

    /// <summary>How to reach it, when that is no secret.</summary>
    /// <value>The default is empty.</value>
    public string ConnectionString { get; set; } = "";

    /// <summary>The name of the configuration setting that holds the connection string: an environment variable, a mounted file, a vault.</summary>
    /// <value>The default is null: <see cref="ConnectionString"/> counts.</value>
    public string? Secret { get; set; }

    /// <summary>How long a query may take; then it is cancelled.</summary>
    /// <value>The default is 30 s.</value>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Rows that are read of one result, at most: the rest is left.</summary>
    /// <value>The default is 10,000.</value>
    public int RowsMax { get; set; } = 10_000;
}
