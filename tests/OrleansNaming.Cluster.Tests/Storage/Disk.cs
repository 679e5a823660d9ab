using System.Collections.Concurrent;
using System.Text.RegularExpressions;

namespace OrleansNaming.Cluster.Tests.Storage;

/// <summary>What outlives the silos of a test, and how it misbehaves.</summary>
internal sealed partial class Disk
{
    /// <summary>By grain and state.</summary>
    public ConcurrentDictionary<string, StoredRecord> Records { get; } = new();

    /// <summary>Asked before each write of a grain's state; throws, or waits, as a storage does. Null does neither.</summary>
    public Func<string, Task>? BeforeWrite { get; set; }

    /// <summary>Asked when a write is stored: throws to lose the reply.</summary>
    public Func<string, Task>? AfterWrite { get; set; }

    public long Writes => Interlocked.Read(ref _writes);

    private long _writes;

    public void Written() => Interlocked.Increment(ref _writes);

    /// <summary>A copy, for a test that goes back to it.</summary>
    public Dictionary<string, StoredRecord> Backup() => new(Records);

    public void Restore(Dictionary<string, StoredRecord> backup)
    {
        Records.Clear();
        foreach (var (key, record) in backup)
        {
            Records[key] = record;
        }
    }

    /// <summary>Makes the stored list of a server unreadable: another format in its first byte.</summary>
    public void Damage(string server)
    {
        var (key, record) = Records.Single(pair => pair.Key.StartsWith("advertisement/", StringComparison.Ordinal) && pair.Key.EndsWith($"/{server}", StringComparison.Ordinal));
        var damaged = FirstByte().Replace(record.Bytes.ToString(), "fw", 1);
        Assert.NotEqual(record.Bytes.ToString(), damaged);
        Records[key] = record with { Bytes = BinaryData.FromString(damaged) };
    }

    /// <summary>Format 1 at the head of the journal, in base 64, with the type of the bytes before it or not.</summary>
    [GeneratedRegex("""(?<="Journal":("|\{.*?"))A[Q-Za-f]""")]
    private static partial Regex FirstByte();
}
