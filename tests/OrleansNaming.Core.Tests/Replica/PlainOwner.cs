namespace OrleansNaming.Core.Tests.Replica;

/// <summary>One owner as the dumb twin knows it.</summary>
internal sealed class PlainOwner
{
    public SortedDictionary<EntryKey, Entry> Lines { get; set; } = [];

    public bool ShowsOwn { get; set; } = true;

    public bool ShowsGuests { get; set; } = true;
}
