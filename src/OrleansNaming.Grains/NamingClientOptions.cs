namespace OrleansNaming;

/// <summary>How an Orleans client application names; bound from the section <c>Naming</c>, then changed by code.</summary>
public sealed class NamingClientOptions
{
    /// <summary>The silos' naming cluster.</summary>
    /// <value>The default is null: that of <see cref="NamingOptions.Cluster"/>, which is <c>default</c>.</value>
    public string? Cluster { get; set; }

    /// <summary>
    /// Whether the whole directory is kept in this process's memory, by following one silo: then a resolve is a look-up, and works when no silo is
    /// reachable.
    /// </summary>
    /// <value>The default is true. False: each resolve is one grain call, and there is no <see cref="INamingReplica"/>.</value>
    public bool KeepReplica { get; set; } = true;

    /// <summary>Where the last known good directory is kept over restarts; one file a cluster.</summary>
    /// <value>A folder, or empty for no file. The default is null: <c>orleans-naming/followers</c> in the user's local application data.</value>
    public string? StateFolder { get; set; }

    /// <summary>How long one question may take in all, retries included; a demanded state's own timeout comes on top.</summary>
    /// <value>0.1 s to 5 min. The default is 10 s.</value>
    public TimeSpan RequestTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long the followed or watched silo may be silent before another one is asked; silos say something every 5 s.</summary>
    /// <value>6 s to 1 h. The default is 12 s.</value>
    public TimeSpan SilenceMax { get; set; } = TimeSpan.FromSeconds(12);
}
