namespace OrleansNaming.Resolution;

/// <summary>
/// Leaves out what its advertiser calls unhealthy, as long as others are left. A preference, not a demand (docs/decisions/0012): a check
/// that fails for all at once is most often a fault of what they share, or of the check; an unhealthy instance may answer, an empty
/// answer never does.
/// </summary>
internal sealed class HealthStage : IResolutionStage
{
    public string Name => "health";

    public bool IsPreference => true;

    public bool IsAsked(in Question question) => question.HasUnhealthy;

    public bool Keeps(in Binding binding, in Question question) => binding.Instance.Health != InstanceHealth.Unhealthy;

    public string Why(in Binding binding, in Question question) => binding.Instance.Checks.Count > 0 ? "its checks hold it for unhealthy" : "it is registered as unhealthy";
}
