namespace OrleansNaming.Core.Tests.Transcripts;

/// <summary>Lines and changes of lists, as short as they can be told apart.</summary>
internal sealed class EntryText(Symbols symbols)
{
    private const int ListedMax = 4;

    public string Of(ServerId server, Delta delta)
    {
        var status = delta.Status == OwnerStatus.Serving ? "" : $" {delta.Status.ToString().ToLowerInvariant()}";
        var changes = Listed([.. delta.Puts.Select(put => "+" + Of(put)), .. delta.Removes.Select(key => $"-{key.Name}/{key.InstanceId}")]);
        return delta.Base.IsNone
            ? $"full list of {symbols.Of(server, delta.Stamp)}{status}: {Listed([.. delta.Puts.Select(Of)])}"
            : $"{symbols.Of(server, delta.Base)} to :{delta.Stamp.Version}{status} {changes}";
    }

    public static string Of(Entry entry) => entry switch
    {
        Instance { Guest: { } guest } => $"{entry.Name}/{entry.InstanceId}{Port(entry)} (revision {guest.Revision}, hold {guest.Hold})",
        Tombstone grave => $"†{entry.Name}/{entry.InstanceId} (revision {grave.Revision}, hold {grave.Hold})",
        Context => $"context {entry.Name}",
        _ => $"{entry.Name}/{entry.InstanceId}{Port(entry)}",
    };

    public static string Listed(IReadOnlyList<string> items) => items.Count switch
    {
        0 => "nothing",
        > ListedMax => $"{items[0]} … {items[^1]} ({items.Count})",
        _ => string.Join(" ", items),
    };

    private static string Port(Entry entry) => entry is Instance { EndpointCount: > 0 } instance ? $":{instance.Endpoints[0].Port}" : "";
}
