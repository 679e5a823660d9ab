namespace OrleansNaming;

/// <summary>Who this process is; bound from the section <c>Naming</c>, then changed by code.</summary>
public sealed class NamingOptions
{
    /// <summary>The configuration section: <c>Naming</c>, hence <c>Naming__Cluster</c> in the environment.</summary>
    public const string Section = "Naming";

    /// <summary>The cluster; processes of different clusters do not hear each other.</summary>
    /// <value>One segment, 1 to 63 of <c>a-z 0-9 - _ .</c>. The default is <c>default</c>.</value>
    public string Cluster { get; set; } = "default";

    /// <summary>
    /// This server's name, which is its identity: it keeps it over restarts, and two live processes of one name are refused (the
    /// second one does not start).
    /// </summary>
    /// <value>
    /// One segment, 1 to 63 of <c>a-z 0-9 - _ .</c>. The default is the program's name and the host's, joined by '-', in lower case,
    /// with '-' for what a segment does not allow: set it where several copies of a program run on one host.
    /// </value>
    public string Server { get; set; } = DefaultServerName.Make(AppDomain.CurrentDomain.FriendlyName, Environment.MachineName);

    /// <summary>The host that is advertised for endpoints that name none.</summary>
    /// <value>
    /// A host name or an address. The default is null: the address that the web server listens on, or the first address of this machine
    /// that is not loopback when it listens on all.
    /// </value>
    public string? AdvertisedHost { get; set; }
}
