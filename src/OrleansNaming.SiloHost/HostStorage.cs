namespace OrleansNaming.SiloHost;

/// <summary>Where a cluster of naming silos meets and keeps its lists.</summary>
internal enum HostStorage
{
    /// <summary>Silos on this machine, lists in their memory: for development.</summary>
    Localhost = 0,

    /// <summary>A PostgreSQL database with Orleans' own tables (PostgreSQL-Main, -Clustering, -Persistence).</summary>
    PostgreSql,

    /// <summary>An Azure storage account: tables for the membership, blobs for the lists.</summary>
    Azure,
}
