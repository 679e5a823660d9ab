namespace OrleansNaming;

/// <summary>Which naming servers a process that is no node asks; bound from the section <c>Naming</c>, then changed by code.</summary>
public sealed class NamingServersOptions
{
    /// <summary>The servers' API addresses, such as <c>http://10.0.0.5:7600</c>. The next is tried when one does not answer.</summary>
    /// <value>At least one; <c>Naming__Servers__0</c> in the environment.</value>
    public IList<string> Servers { get; } = [];

    /// <summary>The API key, shown as <c>Authorization: Bearer …</c>; <c>Naming__Key</c> in the environment.</summary>
    /// <value>The default is null: the servers are on this machine and ask for none.</value>
    public string? Key { get; set; }

    /// <summary>
    /// Whether the whole directory is kept in this process's memory: then a resolve is a look-up, and works when no server is reachable.
    /// </summary>
    /// <value>The default is true. False: each resolve is one request, and there is no <see cref="INamingReplica"/>.</value>
    public bool KeepReplica { get; set; } = true;

    /// <summary>Where the last known good directory is kept over restarts; one file a cluster.</summary>
    /// <value>A folder, or empty for no file. The default is null: <c>orleans-naming/followers</c> in the user's local application data.</value>
    public string? StateFolder { get; set; }

    /// <summary>How long one question may take in all, retries included; a demanded state's own timeout comes on top.</summary>
    /// <value>0.1 s to 5 min. The default is 10 s.</value>
    public TimeSpan RequestTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a stream may be silent before another server is tried; servers send a comment every 15 s by default.</summary>
    /// <value>1 s to 1 h. The default is 50 s.</value>
    public TimeSpan SilenceMax { get; set; } = TimeSpan.FromSeconds(50);
}
