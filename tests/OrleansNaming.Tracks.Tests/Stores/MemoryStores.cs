using OrleansNaming.Tracks.Fencing;
using OrleansNaming.Tracks.Ownership;
using OrleansNaming.Tracks.Stores;
using OrleansNaming.Tracks.Tests.Stores.Model;

namespace OrleansNaming.Tracks.Tests.Stores;

internal sealed class MemoryStores : IStores
{
    private readonly Dictionary<string, MemoryGroup> _groups = new(StringComparer.Ordinal);
    private readonly List<string> _notes = [];

    public IOwnershipStore Owners(string group = "g", int server = 0) => new MemoryOwnershipStore(Group(group));

    public IWorkStore Work(string group = "g", WorkOptions? options = null, int server = 0) => new MemoryWorkStore(Group(group), options ?? new WorkOptions());

    public Task NoteAsync(IFencedTransaction transaction, string line)
    {
        ((MemoryFencedTransaction)transaction).Write(() => _notes.Add(line));
        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<string>> NotesAsync() => Task.FromResult<IReadOnlyList<string>>(_notes);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private MemoryGroup Group(string name) => _groups.TryGetValue(name, out var group) ? group : _groups[name] = new MemoryGroup();
}
