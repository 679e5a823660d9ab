namespace OrleansNaming.PointToPoint;

/// <summary>Who counts as a member over HTTP, and what others get; bound from the section <c>Naming:PointToPoint</c>, then changed by code.</summary>
public sealed class PointToPointOptions
{
    /// <summary>The configuration section: <c>Naming:PointToPoint</c>.</summary>
    public const string Section = "Naming:PointToPoint";

    /// <summary>
    /// Whether a client certificate names a member. The web server must verify certificates against an authority that issues to the
    /// cluster's servers alone; this only reads the name.
    /// </summary>
    /// <value>The default is false.</value>
    public bool TrustCertificates { get; set; }

    /// <summary>
    /// What follows the server's name in a certificate's DNS name (subject alternative name): with <c>nodes.example</c>, <c>b.nodes.example</c> is
    /// the server <c>b</c>.
    /// </summary>
    /// <value>The default is empty: the DNS name is the server's name.</value>
    public string CertificateSuffix { get; set; } = "";

    /// <summary>
    /// Whether a caller is a member because its source address is a dedicated host of exactly one live server. Anyone who can send with that
    /// address is then a member: only for a segment that none but the cluster's hosts are on.
    /// </summary>
    /// <value>The default is false.</value>
    public bool TrustSourceAddresses { get; set; }

    /// <summary>What a non-member gets at a dedicated address.</summary>
    /// <value>The default is <see cref="NonPeerPolicy.Misdirected"/>.</value>
    public NonPeerPolicy NonPeers { get; set; }

    /// <summary>Paths that everyone may ask at a dedicated address, such as a load balancer's health check: <c>/health</c> and what is below it.</summary>
    /// <value>The default is none.</value>
    public IList<string> OpenPaths { get; } = [];

    /// <summary>Whether the naming API answers <c>scope=intracluster</c> to callers who are neither members nor hold an admin key.</summary>
    /// <value>The default is false.</value>
    public bool OutsidersMayAskInside { get; set; }

    /// <summary>How long a connection to a peer may take before another one is tried, where the request may be repeated.</summary>
    /// <value>The default is 2 s.</value>
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>
    /// Whether this server's calls to peers prove their bodies too: bodies of up to 1 MiB are held in memory until they are signed. Receivers of a
    /// build without this setting take such callers for outsiders; switch it off until the last of them is upgraded.
    /// </summary>
    /// <value>The default is true.</value>
    public bool SignBodies { get; set; } = true;
}
