using OrleansNaming.Tracks.Hosting;
using OrleansNaming.Tracks.Ownership;
using OrleansNaming.Tracks.Tests.Stores.Model;

namespace OrleansNaming.Tracks.Tests.Hosting;

/// <summary>Wrong options end a server's start, by name and with what to do.</summary>
public sealed class TrackOptionsTests
{
    public static TheoryData<string, Action<TrackOptions>> Wrong { get; } = new()
    {
        { "'a/b' is no group name", options => options.Group = "a/b" },
        { "has 57 characters: at most 56 are allowed", options => options.Group = new string('g', 57) },
        { "10001 tracks: a group has at most 10000", options => Add(options.Tracks, 10_001, "t") },
        { "'a\nb' is no track name", options => options.Tracks.Add("a\nb") },
        { "Fenced, and there is no database: set Naming:Tracks:Postgres or Naming:Tracks:Sqlite", options => options.Level = TrackLevel.Fenced },
        { "more than one place for its owners", options => (options.Postgres, options.Sqlite) = ("Host=db", "tracks.db") },
        { "more than one place for its owners", options => UseOwnersAnd(options, "tracks.db") },
        { "Interval is 00:00:04: it must be 00:00:05 to 00:02:00, or set AllowUnusualInterval", options => options.Interval = TimeSpan.FromSeconds(4) },
        { "Interval is 00:00:00.0500000: it must be 00:00:00.1000000 to 01:00:00", options => (options.Interval, options.AllowUnusualInterval) = (TimeSpan.FromMilliseconds(50), true) },
        { "Slots is 1001: it must be 0 to 1000", options => options.Slots = 1_001 },
        { "BlockRecords is 0: it must be 1 to 1000", options => options.BlockRecords = 0 },
        { "BlockLease is 00:00:00: it must be 00:00:00.1000000 to 1.00:00:00", options => options.BlockLease = TimeSpan.Zero },
        { "ContactsQueued is 0: it must be 1 to 1000000", options => options.ContactsQueued = 0 },
        { "KeepFinished is 00:00:59: it must be 00:01:00 to 3650.00:00:00", options => options.KeepFinished = TimeSpan.FromSeconds(59) },
        { "'naming', which is the directory", options => options.Connections["naming"] = new TrackConnectionOptions() },
        { "Key has 15 characters: at least 16", options => options.Key = new string('k', 15) },
        { "'node2:7600' is no URL: write http://host:port", options => options.Peers.Add("node2:7600") },
    };

    [Theory]
    [MemberData(nameof(Wrong), DisableDiscoveryEnumeration = true)]
    public void What_is_wrong_is_told(string told, Action<TrackOptions> spoil)
    {
        var options = new TrackOptions();
        spoil(options);

        Assert.Contains(told, new TrackOptionsValidator().Validate(null, options).FailureMessage, StringComparison.Ordinal);
    }

    [Fact]
    public void Defaults_and_each_place_for_owners_alone_are_right()
    {
        var other = new TrackOptions { Level = TrackLevel.Fenced };
        other.UseOwners(new MemoryOwnershipStore(new MemoryGroup()));
        TrackOptions[] right = [new(), new() { Level = TrackLevel.Fenced, Sqlite = "tracks.db" }, other];

        Assert.All(right, options => Assert.True(new TrackOptionsValidator().Validate(null, options).Succeeded));
    }

    private static void Add(IList<string> names, int count, string name)
    {
        for (var i = 0; i < count; i++)
        {
            names.Add($"{name}{i}");
        }
    }

    private static void UseOwnersAnd(TrackOptions options, string sqlite)
    {
        options.UseOwners(new MemoryOwnershipStore(new MemoryGroup()));
        options.Sqlite = sqlite;
    }
}
