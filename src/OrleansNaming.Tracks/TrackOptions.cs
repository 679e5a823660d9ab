using OrleansNaming.Tracks.Ownership;
using OrleansNaming.Tracks.Stores;

namespace OrleansNaming.Tracks;

/// <summary>One group of servers that share tracks. Bound from the section <c>Naming:Tracks</c>; read once, at the start.</summary>
public sealed class TrackOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Naming:Tracks";

    private TrackDatabase? _database;
    private IOwnershipStore? _owners;

    /// <summary>The group: servers of different groups share nothing.</summary>
    /// <value>One segment of at most 56 characters. The default is <c>default</c>.</value>
    public string Group { get; set; } = "default";

    /// <summary>The tracks; the same list on every server.</summary>
    public IList<string> Tracks { get; } = [];

    /// <summary>What ownership promises.</summary>
    /// <value>The default is <see cref="TrackLevel.BestEffort"/>; <see cref="TrackLevel.Fenced"/> needs a database, or <see cref="UseOwners"/>.</value>
    public TrackLevel Level { get; set; }

    /// <summary>The connection string of the PostgreSQL database that all servers of the group share.</summary>
    /// <value>The default is null.</value>
    public string? Postgres { get; set; }

    /// <summary>The SQLite file that all servers of the group share, for servers on one machine.</summary>
    /// <value>The default is null.</value>
    public string? Sqlite { get; set; }

    /// <summary>T: how often a server advertises itself. A server that is silent for 4T is given up.</summary>
    /// <value>5 s to 120 s; 100 ms to 1 h with <see cref="AllowUnusualInterval"/>. The default is 15 s.</value>
    public TimeSpan Interval { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>Allows an <see cref="Interval"/> outside 5 s to 120 s, which is logged as a warning.</summary>
    /// <value>The default is false.</value>
    public bool AllowUnusualInterval { get; set; }

    /// <summary>Blocks that this server runs at once; 0 for one that owns and hands out only.</summary>
    /// <value>0 to 1,000. The default is 4.</value>
    public int Slots { get; set; } = 4;

    /// <summary>Records in one block.</summary>
    /// <value>1 to 1,000. The default is 100.</value>
    public int BlockRecords { get; set; } = 100;

    /// <summary>How long a worker may keep a block without a word.</summary>
    /// <value>100 ms to 24 h. The default is 60 s.</value>
    public TimeSpan BlockLease { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>Whether a server with a lower id takes the mastery from a live master.</summary>
    /// <value>The default is false.</value>
    public bool PreemptsMaster { get; set; }

    /// <summary>Whether a server that owns more than its share gives tracks back, one an interval.</summary>
    /// <value>The default is true.</value>
    public bool ReleasesSurplus { get; set; } = true;

    /// <summary>Whether more free slots win a contested track before the lower id does. The same on every server.</summary>
    /// <value>The default is false.</value>
    public bool PrefersFreeSlots { get; set; }

    /// <summary>Base URLs of servers that the directory does not tell of: behind a NAT, or on a network without multicast. Each is asked who it is.</summary>
    /// <value>Up to 1,000 absolute http or https URLs. The default is none.</value>
    public IList<string> Peers { get; } = [];

    /// <summary>Authenticates what servers of the group say to each other (HMAC-SHA256). Without it only servers on loopback are believed.</summary>
    /// <value>At least 16 characters, the same on every server. The default is null.</value>
    public string? Key { get; set; }

    /// <summary>Databases that decision tracks may ask beside <c>main</c>, the group's own; by name.</summary>
    /// <value>The default is none.</value>
    public IDictionary<string, TrackConnectionOptions> Connections { get; } = new Dictionary<string, TrackConnectionOptions>(StringComparer.Ordinal);

    /// <summary>Hosts that steps may call over HTTP; <c>*</c> for any.</summary>
    /// <value>The default is none: no step calls anybody.</value>
    public IList<string> CallHosts { get; } = [];

    /// <summary>The server that e-mails of steps go out through.</summary>
    public SmtpOptions Smtp { get; } = new();

    /// <summary>Contacts of this server that wait to be brought to their tracks (<see cref="ITrackContacts"/>); further ones are dropped, and counted.</summary>
    /// <value>1 to 1,000,000. The default is 10,000.</value>
    public int ContactsQueued { get; set; } = 10_000;

    /// <summary>How long contacts that are done, events that were gathered for and e-mails that were sent are kept: for that long a repetition is known as one.</summary>
    /// <value>1 minute to 10 years. The default is 30 days.</value>
    public TimeSpan KeepFinished { get; set; } = TimeSpan.FromDays(30);

    /// <summary>Takes a database that the application opened itself, and goes on owning.</summary>
    /// <param name="database">Shared by all servers of the group.</param>
    public void UseDatabase(TrackDatabase database) => _database = database;

    /// <summary>What <see cref="UseDatabase"/> set: no property, since none can be bound from configuration.</summary>
    internal TrackDatabase? GetDatabase() => _database;

    /// <summary>Keeps the owners elsewhere than in a SQL database. Stored work and decision tracks need the database: their writes are fenced by its rows.</summary>
    /// <param name="owners">Shared by all servers of the group.</param>
    public void UseOwners(IOwnershipStore owners) => _owners = owners;

    /// <summary>What <see cref="UseOwners"/> set.</summary>
    internal IOwnershipStore? GetOwners() => _owners;

    /// <summary>4 × 30 s, the patent's claims 8 and 16, instead of 4 × 15 s.</summary>
    public void UseClaimsPreset() => Interval = TimeSpan.FromSeconds(30);
}
