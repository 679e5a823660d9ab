using OrleansNaming.Silo.Placement;

namespace OrleansNaming.Cluster.Tests.Assumptions;

[NamedSilo]
internal sealed class HomeGrain(ILocalSiloDetails local) : Grain, IHomeGrain
{
    public ValueTask<string> WhereAsync() => new(local.Name);

    public ValueTask MoveAsync()
    {
        MigrateOnIdle();
        return default;
    }
}
