namespace OrleansNaming.Gateway.Load;

/// <summary>What a route costs the server, and so which limit it stands under.</summary>
internal enum ApiPace
{
    /// <summary>A look into memory: no limit of its own.</summary>
    Free,

    /// <summary>A write goes to the disk and to all servers: so many a second for each caller.</summary>
    Write,

    /// <summary>A list or snapshot may be megabytes: so many at once.</summary>
    Bulk,

    /// <summary>A stream stays: so many connected, of all and of one caller.</summary>
    Stream,
}
