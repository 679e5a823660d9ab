namespace OrleansNaming.Simulation.Checking;

/// <summary>Compares lines field by field: the oracle trusts no digest of the code under test.</summary>
internal static class EntryEquality
{
    /// <summary>The first difference in words, or null when both lists are the same.</summary>
    public static string? Difference(Advertisement a, Advertisement b)
    {
        if (a.Status != b.Status || a.Entries.Count != b.Entries.Count)
        {
            return $"{a.Status} with {a.Entries.Count} lines against {b.Status} with {b.Entries.Count}";
        }

        var other = b.Entries.GetEnumerator();
        foreach (var line in a.Entries)
        {
            other.MoveNext();
            if (!ReferenceEquals(line, other.Current) && !Same(line, other.Current))
            {
                return $"{Text(line)} against {Text(other.Current)}";
            }
        }

        return null;
    }

    public static bool Same(Entry a, Entry b) => a.Name == b.Name && a.InstanceId == b.InstanceId && (a, b) switch
    {
        (Instance left, Instance right) => left.Guest == right.Guest && SameContent(left, right),
        (Tombstone left, Tombstone right) => left.Revision == right.Revision && left.Hold == right.Hold
            && left.BuriedUnixMilliseconds == right.BuriedUnixMilliseconds,
        (Context, Context) => true,
        _ => false,
    };

    /// <summary>What a client asked for; the guest record is the protocol's.</summary>
    public static bool SameContent(Instance a, Instance b) =>
        a.Zone == b.Zone && a.Weight == b.Weight && a.Endpoints.SequenceEqual(b.Endpoints) && a.Tags.SequenceEqual(b.Tags)
        && SameMetadata(a.Metadata, b.Metadata);

    public static bool SameContent(Instance a, Registration b) =>
        a.Zone == b.Zone && a.Weight == b.Weight && a.Endpoints.SequenceEqual(b.Endpoints) && a.Tags.SequenceEqual(b.Tags)
        && SameMetadata(a.Metadata, b.Metadata);

    private static string Text(Entry entry) => entry switch
    {
        Instance { Guest: { } guest } => $"guest {entry.Name}/{entry.InstanceId} {guest}",
        Tombstone tombstone => $"tombstone {entry.Name}/{entry.InstanceId} rev {tombstone.Revision} hold {tombstone.Hold}",
        _ => $"{entry.GetType().Name} {entry.Name}/{entry.InstanceId}",
    };

    private static bool SameMetadata(IReadOnlyDictionary<string, string> a, IReadOnlyDictionary<string, string> b) =>
        a.Count == b.Count && a.All(pair => b.TryGetValue(pair.Key, out var value) && value == pair.Value);
}
