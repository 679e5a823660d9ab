namespace OrleansNaming.Resolution;

/// <summary>
/// Leaves out what belongs to draining servers (section 5). They get no new work while others are there to take it; where nothing else
/// is left they are still better than none, since they serve until their process ends: nothing becomes empty by a drain.
/// </summary>
internal sealed class DrainStage : IResolutionStage
{
    public string Name => "drain";

    public bool IsPreference => true;

    /// <summary>Whether the instance's server is about to stop; a guest does not stop with the server that holds it.</summary>
    public static bool IsDraining(in Binding binding) =>
        !binding.Instance.IsGuest && binding.Version.Owner.Advertisement?.Status == OwnerStatus.Draining;

    public bool IsAsked(in Question question) => true;

    public bool Keeps(in Binding binding, in Question question) => !IsDraining(binding);

    public string Why(in Binding binding, in Question question) => $"its server '{binding.Version.Owner.Server}' is draining";
}
