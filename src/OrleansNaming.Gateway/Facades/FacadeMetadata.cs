namespace OrleansNaming.Gateway.Facades;

/// <summary>Keys of a guest's metadata that façades keep what they need under.</summary>
internal static class FacadeMetadata
{
    /// <summary>Whether a façade wrote it for itself: other clients are not shown it.</summary>
    public static bool IsOwn(string key) => key is Consul.ConsulRegistration.Key or Eureka.EurekaRegistration.Key;
}
