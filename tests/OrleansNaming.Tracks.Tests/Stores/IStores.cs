using OrleansNaming.Tracks.Fencing;
using OrleansNaming.Tracks.Stores;

namespace OrleansNaming.Tracks.Tests.Stores;

/// <summary>One kind of store under the contract: a database of its own, and any number of servers' ways to it.</summary>
public interface IStores : IOwners
{
    /// <summary>A server's own way to the work of a group.</summary>
    IWorkStore Work(string group = "g", WorkOptions? options = null, int server = 0);

    /// <summary>What an application does in a fenced transaction: notes a line.</summary>
    Task NoteAsync(IFencedTransaction transaction, string line);

    /// <summary>The lines that were committed, in the order of their writes.</summary>
    Task<IReadOnlyList<string>> NotesAsync();
}
