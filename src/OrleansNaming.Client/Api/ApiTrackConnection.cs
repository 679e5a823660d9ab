namespace OrleansNaming.Api;

/// <summary>A database that tracks may ask.</summary>
/// <param name="Name">As tracks write it.</param>
/// <param name="Provider">The ADO.NET provider's name.</param>
/// <param name="ConnectionString">How to reach it, without a password; null when a setting holds it.</param>
/// <param name="Secret">The name of the setting on each server that holds the connection string.</param>
/// <param name="TimeoutSeconds">How long a query may take.</param>
/// <param name="RowsMax">Rows that are read of one result.</param>
/// <param name="IsConfigured">Whether it stands in the server's configuration, where no call changes it.</param>
internal sealed record ApiTrackConnection(string Name, string Provider, string? ConnectionString, string? Secret, double TimeoutSeconds, int RowsMax, bool IsConfigured);
