namespace OrleansNaming.Gateway.Dns;

/// <summary>The DNS face; bound from the section <c>Naming:Dns</c>, then changed by code.</summary>
public sealed class NamingDnsOptions
{
    /// <summary>The configuration section: <c>Naming:Dns</c>, hence <c>Naming__Dns__Zone</c> in the environment.</summary>
    public const string Section = "Naming:Dns";

    /// <summary>Where questions are heard, over UDP and TCP. Whoever reaches it may ask: DNS has no keys.</summary>
    /// <value>
    /// An IP address and a port; port 0 takes a free one. The default is 127.0.0.1:7653. An address other than loopback needs an admin key of
    /// the API (<see cref="NamingApiOptions.AdminKeys"/>), as the API itself does.
    /// </value>
    public string Listen { get; set; } = "127.0.0.1:7653";

    /// <summary>The zone that is answered for; everything else is refused.</summary>
    /// <value>A domain name of at most 126 characters. The default is <c>naming</c>: <c>orders.service.naming</c>.</value>
    public string Zone { get; set; } = "naming";

    /// <summary>How long an answer may be kept, also that there is none. So much later than the directory does a client know of a change.</summary>
    /// <value>0 to 5 s, in whole seconds. The default is 1 s; 0 is for clients that honour it, and costs a question for each use.</value>
    public TimeSpan Ttl { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Whether TXT tells ids, zones, tags and metadata of a service's instances.</summary>
    /// <value>The default is false: metadata may be meant for other readers than all who reach this port.</value>
    public bool Text { get; set; }

    /// <summary>
    /// How many datagrams one address is sent in a second (an IPv6 /64 counts as one), as many again at once after a pause. Of the replies above
    /// it every second one asks to come back over TCP, which nobody can do in another's name; the others are left out. Loopback has no limit.
    /// </summary>
    /// <value>0 (no limit) to 1,000,000. The default is 1,000.</value>
    public int ResponsesPerSecond { get; set; } = 1_000;

    /// <summary>How many TCP connections may be open; a further one is closed at once.</summary>
    /// <value>1 to 10,000. The default is 200.</value>
    public int ConnectionsMax { get; set; } = 200;

    /// <summary>How many of them one address may hold.</summary>
    /// <value>1 to 10,000. The default is 20.</value>
    public int ConnectionsPerCallerMax { get; set; } = 20;

    /// <summary>How long a TCP connection may be silent, and how long a reply may take to be sent.</summary>
    /// <value>1 s to 5 min. The default is 10 s.</value>
    public TimeSpan IdleTimeout { get; set; } = TimeSpan.FromSeconds(10);
}
