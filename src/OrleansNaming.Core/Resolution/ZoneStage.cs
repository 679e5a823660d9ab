namespace OrleansNaming.Resolution;

/// <summary>Keeps the instances of the zone asked for. An instance of unknown zone is of none.</summary>
internal sealed class ZoneStage : IResolutionStage
{
    public string Name => "zone";

    public bool IsAsked(ResolveOptions options) => options.Zone is not null;

    public bool Keeps(Instance instance, ResolveOptions options) => instance.Zone == options.Zone;
}
