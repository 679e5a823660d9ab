using OrleansNaming.InProcess;
using OrleansNaming.Node;
using OrleansNaming.Tree;

namespace OrleansNaming.Naming;

/// <summary>The tree of a node: writes go to its engine, reads come from its replica.</summary>
internal sealed class EngineTree(INamingEngine engine, EngineClient client, DirectoryReader reader) : ITreeCalls
{
    public Task<Token> ChangeAsync(TreeChange change, CancellationToken cancellationToken) => client.CommitAsync(change, cancellationToken);

    public Task<TreeEntry> LookupAsync(CompositeName name, bool followsLast, CancellationToken cancellationToken) =>
        Task.FromResult(TreeReader.Lookup(engine.Replica, name, followsLast));

    public Task<TreePage> ListAsync(CompositeName context, string? after, CancellationToken cancellationToken) =>
        Task.FromResult(TreeReader.List(engine.Replica, context, after, DirectoryReader.PageSize));

    public Task<IReadOnlyList<NameConflict>> ConflictsAsync(CompositeName? after, CancellationToken cancellationToken) =>
        Task.FromResult(TreeReader.Conflicts(engine.Replica, after, DirectoryReader.PageSize));

    public IAsyncEnumerable<NamingChange> WatchAsync(CompositeName name, NamingScope scope, CancellationToken cancellationToken) =>
        reader.WatchAsync(name.Path, scope, cancellationToken);
}
