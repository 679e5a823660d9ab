namespace OrleansNaming.Simulation.Workload;

/// <summary>What a guest's client is about.</summary>
internal enum GuestState
{
    /// <summary>Asks to be registered until someone says yes.</summary>
    Registering,

    /// <summary>Registered; renews every third of its lease.</summary>
    Registered,

    /// <summary>Asks to be taken out until someone says yes.</summary>
    Leaving,

    /// <summary>Taken out, acknowledged.</summary>
    Gone,

    /// <summary>Stopped without a word.</summary>
    Dead,
}
