namespace OrleansNaming.Cluster.Tests.Processes;

/// <summary>
/// Tables and queries for Orleans' AdoNet clustering and grain storage. The provider prescribes the table OrleansQuery, the keys in it, and the names of
/// parameters and of columns that it reads; what stands behind them is made for these tests, one statement each, so that none needs a transaction.
/// </summary>
internal static class PostgresSchema
{
    /// <summary>A row is written only where the version is still the one that its writer read; the version rises with it.</summary>
    public const string Tables = """
        create table OrleansQuery (QueryKey text primary key, QueryText text not null);
        create table clusters (cluster text primary key, version int not null default 0);
        create table silos (
            cluster text not null, address text not null, port int not null, generation int not null, silo text not null, host text not null,
            status int not null, gateway int, suspects text, started timestamptz not null, alive timestamptz not null,
            primary key (cluster, address, port, generation));
        create table states (
            service text not null, type_hash int not null, type text not null, id_hash int not null, n0 bigint not null, n1 bigint not null, extension text not null,
            payload bytea, version int not null,
            primary key (service, type_hash, type, id_hash, n0, n1, extension));
        """;

    private const string TheSilo = "cluster = @DeploymentId and address = @Address and port = @Port and generation = @Generation";

    private const string SiloColumns =
        "s.address as Address, s.port as Port, s.generation as Generation, s.silo as SiloName, s.host as HostName, s.status as Status, s.gateway as ProxyPort, "
        + "s.suspects as SuspectTimes, s.started as StartTime, s.alive as IAmAliveTime, c.version as Version";

    private const string TheState =
        "service = @ServiceId and type_hash = @GrainTypeHash and type = @GrainTypeString and id_hash = @GrainIdHash and n0 = @GrainIdN0 and n1 = @GrainIdN1 "
        + "and extension = coalesce(@GrainIdExtensionString::text, '')";

    public static IReadOnlyDictionary<string, string> Queries { get; } = new Dictionary<string, string>
    {
        ["InsertMembershipVersionKey"] =
            "with made as (insert into clusters (cluster) values (@DeploymentId) on conflict do nothing returning 1) select count(*)::int from made",
        ["InsertMembershipKey"] = $"""
            with moved as (update clusters set version = version + 1
                where cluster = @DeploymentId and version = @Version and not exists (select 1 from silos where {TheSilo}) returning cluster),
            made as (insert into silos (cluster, address, port, generation, silo, host, status, gateway, started, alive)
                select cluster, @Address, @Port, @Generation, @SiloName, @HostName, @Status, @ProxyPort, @StartTime::timestamptz, @IAmAliveTime::timestamptz from moved returning 1)
            select count(*)::int from made
            """,
        ["UpdateMembershipKey"] = $"""
            with moved as (update clusters set version = version + 1
                where cluster = @DeploymentId and version = @Version and exists (select 1 from silos where {TheSilo}) returning cluster),
            changed as (update silos set status = @Status, suspects = @SuspectTimes::text, alive = @IAmAliveTime::timestamptz
                where {TheSilo} and exists (select 1 from moved) returning 1)
            select count(*)::int from changed
            """,
        ["UpdateIAmAlivetimeKey"] = $"update silos set alive = @IAmAliveTime::timestamptz where {TheSilo}",
        ["MembershipReadAllKey"] = $"select {SiloColumns} from clusters c left join silos s on s.cluster = c.cluster where c.cluster = @DeploymentId",
        ["MembershipReadRowKey"] = $"""
            select {SiloColumns} from clusters c left join silos s on s.cluster = c.cluster and s.address = @Address and s.port = @Port and s.generation = @Generation
            where c.cluster = @DeploymentId
            """,
        ["GatewaysQueryKey"] = "select address as Address, gateway as ProxyPort, generation as Generation from silos where cluster = @DeploymentId and status = @Status and gateway > 0",
        ["DeleteMembershipTableEntriesKey"] = "with gone as (delete from silos where cluster = @DeploymentId) delete from clusters where cluster = @DeploymentId",
        ["CleanupDefunctSiloEntriesKey"] = "delete from silos where cluster = @DeploymentId and alive < @IAmAliveTime::timestamptz and status <> 3",
        ["ReadFromStorageKey"] = $"select payload as PayloadBinary, version as Version from states where {TheState}",
        ["WriteToStorageKey"] = $"""
            with changed as (update states set payload = @PayloadBinary, version = version + 1 where {TheState} and version = @GrainStateVersion::int returning version),
            made as (insert into states (service, type_hash, type, id_hash, n0, n1, extension, payload, version)
                select @ServiceId, @GrainTypeHash, @GrainTypeString, @GrainIdHash, @GrainIdN0, @GrainIdN1, coalesce(@GrainIdExtensionString::text, ''), @PayloadBinary, 1
                where @GrainStateVersion::int is null on conflict do nothing returning version)
            select coalesce((select version from changed), (select version from made), @GrainStateVersion::int) as NewGrainStateVersion
            """,
        ["ClearStorageKey"] = $"update states set payload = null, version = version + 1 where {TheState} and version = @GrainStateVersion::int returning version as NewGrainStateVersion",
    };
}
