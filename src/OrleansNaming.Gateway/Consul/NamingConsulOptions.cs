namespace OrleansNaming.Gateway.Consul;

/// <summary>How Consul's clients see this cluster; bound from the section <c>Naming:Consul</c>, then changed by code.</summary>
public sealed class NamingConsulOptions
{
    /// <summary>The configuration section: <c>Naming:Consul</c>, hence <c>Naming__Consul__Datacenter</c> in the environment.</summary>
    public const string Section = "Naming:Consul";

    /// <summary>The name of the datacenter that this cluster is. A question for another one is refused.</summary>
    /// <value>1 to 63 of <c>a-z 0-9 - _</c>. The default is <c>dc1</c>, as Consul's.</value>
    public string Datacenter { get; set; } = "dc1";

    /// <summary>
    /// Whether checks may be told, and services and checks be taken back, with GET as well as PUT: old clients do (python-consul 0.7.1). Such a call needs what every write
    /// needs, and none is taken from a page of another origin.
    /// </summary>
    /// <value>The default is true.</value>
    public bool WritesByGet { get; set; } = true;
}
