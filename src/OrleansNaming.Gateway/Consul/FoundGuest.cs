namespace OrleansNaming.Gateway.Consul;

/// <summary>A guest that was registered over this façade, and what was said of it.</summary>
internal sealed record FoundGuest(Instance Instance, ConsulRegistration Known);
