namespace OrleansNaming.Api;

/// <summary>What an administrator says of a database.</summary>
internal sealed class ApiTrackConnectionRequest
{
    /// <summary>The ADO.NET provider's name; <c>Npgsql</c> by default.</summary>
    public string? Provider { get; init; }

    /// <summary>How to reach it, without a password. This or <see cref="Secret"/>.</summary>
    public string? ConnectionString { get; init; }

    /// <summary>The name of the setting on each server that holds the connection string.</summary>
    public string? Secret { get; init; }

    /// <summary>How long a query may take; 30 by default, 1 to 3,600.</summary>
    public double? TimeoutSeconds { get; init; }

    /// <summary>Rows that are read of one result; 10,000 by default, 1 to 1,000,000.</summary>
    public int? RowsMax { get; init; }
}
