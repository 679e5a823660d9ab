namespace OrleansNaming.Gateway.Eureka;

/// <summary>
/// What a registration over Eureka's API says that naming has no field for. It travels as one line of the guest's metadata, so that every node answers alike.
/// </summary>
internal sealed record EurekaRegistration
{
    /// <summary>The metadata key that it stands under; Eureka's clients are not shown it.</summary>
    public const string Key = "eureka.instance";
}
