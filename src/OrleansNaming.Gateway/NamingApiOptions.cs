namespace OrleansNaming.Gateway;

/// <summary>Who may use the HTTP API and how much of it; bound from the section <c>Naming:Api</c>, then changed by code.</summary>
public sealed class NamingApiOptions
{
    /// <summary>The configuration section: <c>Naming:Api</c>, hence <c>Naming__Api__AdminKeys__0</c> in the environment.</summary>
    public const string Section = "Naming:Api";

    /// <summary>
    /// The keys that may do everything: <see cref="NamingRole.Administrator"/>. Shown as <c>Authorization: Bearer …</c>. Several make a rotation possible without a gap.
    /// </summary>
    /// <value>At least 16 characters each. The default is none: then only callers on this machine are answered, over loopback.</value>
    public IList<string> AdminKeys { get; } = [];

    /// <summary>The keys that may read: <see cref="NamingRole.Viewer"/>. Without any, and with an admin key, everyone may read.</summary>
    /// <value>At least 16 characters each. The default is none.</value>
    public IList<string> ReadKeys { get; } = [];

    /// <summary>Keys with a name and a role of their own, beside the two lists above.</summary>
    /// <value>At most 1,000. The default is none.</value>
    public IList<NamingApiKey> Keys { get; } = [];

    /// <summary>What callers may do that show no key, or none of this server's, where there are keys.</summary>
    /// <value><see cref="NamingRole.Anyone"/> (nothing) or <see cref="NamingRole.Viewer"/>. The default is null: Viewer while no key is configured that may only read, else nothing.</value>
    public NamingRole? UnknownRole { get; set; }

    /// <summary>
    /// The claim whose values are the roles of a user that the application has signed in (<c>AddAuthentication</c>, with OpenID Connect or any other scheme), such as <c>role</c>. Its values are the names of
    /// <see cref="NamingRole"/>.
    /// </summary>
    /// <value>The default is null: only keys count.</value>
    public string? RoleClaim { get; set; }

    /// <summary>The folder of what the API keeps where no database does: the audit of this server, and the keys that were granted at it.</summary>
    /// <value>The default is null: the folder of the LAN engine's server, else the user's data folder, by cluster and server.</value>
    public string? DataDirectory { get; set; }

    /// <summary>How many watches and followers may be connected at once; a further one is answered 503.</summary>
    /// <value>1 to 100,000. The default is 1,000.</value>
    public int WatchersMax { get; set; } = 1_000;

    /// <summary>How many of them one address may hold (an IPv6 /64 counts as one); a further one is answered 429.</summary>
    /// <value>1 to 100,000. The default is 500.</value>
    public int WatchersPerCallerMax { get; set; } = 500;

    /// <summary>How many connections the server accepts; a further one is closed. For <c>AddNamingServerDefaults</c>.</summary>
    /// <value>1 to 1,000,000. The default is 1,000.</value>
    public int ConnectionsMax { get; set; } = 1_000;

    /// <summary>
    /// How many of them one address may hold (an IPv6 /64 counts as one), loopback apart; a further one is closed. Raise it for clients that keep a connection for each service that they watch, as Consul's do.
    /// For <c>AddNamingServerDefaults</c>.
    /// </summary>
    /// <value>1 to 1,000,000. The default is 50.</value>
    public int ConnectionsPerCallerMax { get; set; } = 50;

    /// <summary>
    /// How many writes one address may send in a second (an IPv6 /64 counts as one), as many again at once after a pause; a further one is
    /// answered 429.
    /// </summary>
    /// <value>1 to 1,000,000. The default is 100,000: 16 programs behind one address with 5,000 registrations a second each stay below it.</value>
    public int WritesPerSecond { get; set; } = 100_000;

    /// <summary>How many lists and snapshots are written at once.</summary>
    /// <value>1 to 10,000. The default is 64.</value>
    public int BulkReadsMax { get; set; } = 64;

    /// <summary>How many of them wait, the oldest first, when <see cref="BulkReadsMax"/> are being written; a further one is answered 429.</summary>
    /// <value>0 to 100,000. The default is 256.</value>
    public int BulkReadsWaitingMax { get; set; } = 256;

    /// <summary>How often a watch without news sends a comment, so that both ends see whether the other is there.</summary>
    /// <value>1 s to 5 min. The default is 15 s.</value>
    public TimeSpan Heartbeat { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>The role of who shows nothing.</summary>
    internal NamingRole RoleOfUnknown => UnknownRole ?? (ReadKeys.Count == 0 && Keys.All(key => key.Role != NamingRole.Viewer) ? NamingRole.Viewer : NamingRole.Anyone);

    /// <summary>Whether any key may do everything.</summary>
    internal bool HasAdministrator => AdminKeys.Count > 0 || Keys.Any(key => key.Role == NamingRole.Administrator);
}
