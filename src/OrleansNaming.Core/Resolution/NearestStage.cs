namespace OrleansNaming.Resolution;

/// <summary>
/// Of several zones that are asked for, the first that has instances left (zone fail-over). The last stage: a zone whose instances are
/// all unhealthy, or all draining while another zone serves, has none left for this.
/// </summary>
internal sealed class NearestStage : IResolutionStage
{
    public string Name => "nearest";

    public bool IsPreference => true;

    /// <summary>The place in the list of zones of the nearest instance; the length of the list when none is of any.</summary>
    public static int Nearest(InstanceSet set, IReadOnlyList<string> zones)
    {
        var nearest = zones.Count;
        foreach (var binding in set.Bindings)
        {
            nearest = Math.Min(nearest, ZoneStage.PlaceOf(binding.Instance, zones));
        }

        return nearest;
    }

    public bool IsAsked(in Question question) => question.Options.Zones.Count > 1;

    public bool Keeps(in Binding binding, in Question question) => ZoneStage.PlaceOf(binding.Instance, question.Options.Zones) == question.Nearest;

    public string Why(in Binding binding, in Question question) =>
        $"zone '{question.Options.Zones[question.Nearest]}' comes before '{binding.Instance.Zone ?? "none"}' and has instances";
}
