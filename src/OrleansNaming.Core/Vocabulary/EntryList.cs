namespace OrleansNaming;

/// <summary>STUB: persistent sorted list of entries.</summary>
internal sealed class EntryList
{
    public static EntryList Empty { get; } = new();

    public int Count => throw new NotImplementedException();

    public EntrySum Sum => throw new NotImplementedException();

    public Entry? Find(string name, string instanceId) => throw new NotImplementedException();

    public IEnumerable<Entry> All => throw new NotImplementedException();
}
