namespace OrleansNaming.Resolution;

/// <summary>Keeps the instances of the zones asked for. An instance of unknown zone is of none, and of <see cref="Any"/>.</summary>
internal sealed class ZoneStage : IResolutionStage
{
    /// <summary>Stands for every zone, also for none: at the end of a list of zones, for "and else wherever there is one".</summary>
    public const string Any = "*";

    public string Name => "zone";

    public bool IsPreference => false;

    /// <summary>The place of the instance's zone among those asked for; the length of the list when it is none of them.</summary>
    public static int PlaceOf(Instance instance, IReadOnlyList<string> zones)
    {
        var at = 0;
        for (; at < zones.Count && zones[at] != Any && zones[at] != instance.Zone; at++)
        {
        }

        return at;
    }

    public bool IsAsked(in Question question) => question.Options.Zones.Count > 0;

    public bool Keeps(in Binding binding, in Question question) => PlaceOf(binding.Instance, question.Options.Zones) < question.Options.Zones.Count;

    public string Why(in Binding binding, in Question question) =>
        $"its zone is {(binding.Instance.Zone is { } zone ? $"'{zone}'" : "not known")}, asked for is {string.Join(", ", question.Options.Zones)}";
}
