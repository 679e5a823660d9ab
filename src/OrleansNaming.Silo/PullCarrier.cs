namespace OrleansNaming.Silo;

/// <summary>What carries pulls between silos.</summary>
public enum PullCarrier
{
    /// <summary>Orleans: a call to the owner's grain.</summary>
    Grains = 0,

    /// <summary>HTTP/2 from node to node, with the options of section <c>Naming:Lan</c>.</summary>
    Http,
}
