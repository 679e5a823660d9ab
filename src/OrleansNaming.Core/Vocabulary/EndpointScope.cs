namespace OrleansNaming;

/// <summary>For whom an endpoint is, where replicas share an address (rows M1, M9).</summary>
public enum EndpointScope
{
    /// <summary>For everyone, and of this instance alone: the ordinary case. The default.</summary>
    Any = 0,

    /// <summary>Shared by replicas, a virtual address or a load balancer's: what outsiders dial. A replica that dials it reaches itself.</summary>
    Cluster = 1,

    /// <summary>Of this instance alone, and for the cluster's members only.</summary>
    Dedicated = 2,
}
