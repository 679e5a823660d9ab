using OrleansNaming.Cluster.Tests.Processes;

namespace OrleansNaming.Cluster.Tests.OneDirectory;

[On(Engine.Orleans)]
public sealed class PostgresHostTests(Postgres postgres) : IClassFixture<Postgres>
{
    [RequiresFact("postgres", Need.Linux)]
    public async Task Everything_registered_is_found_again_when_all_silos_were_killed_at_once_and_started_anew()
    {
        await postgres.StartAsync();
        await new DeployedHosts("PostgreSql", postgres.Connection).SurviveAsync();
    }
}
