namespace OrleansNaming.Resolution;

/// <summary>Keeps the instances of the zone asked for. An instance of unknown zone is of none.</summary>
internal sealed class ZoneStage : IResolutionStage
{
    public string Name => "zone";

    public bool IsPreference => false;

    public bool IsAsked(in Question question) => question.Options.Zone is not null;

    public bool Keeps(in Binding binding, in Question question) => binding.Instance.Zone == question.Options.Zone;
}
