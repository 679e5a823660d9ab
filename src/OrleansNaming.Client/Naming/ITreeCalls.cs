using OrleansNaming.Tree;

namespace OrleansNaming.Naming;

/// <summary>How this process reaches the tree: in its own node, or at a server.</summary>
internal interface ITreeCalls
{
    Task<Token> ChangeAsync(TreeChange change, CancellationToken cancellationToken);

    Task<TreeEntry> LookupAsync(CompositeName name, bool followsLast, CancellationToken cancellationToken);

    Task<TreePage> ListAsync(CompositeName context, string? after, CancellationToken cancellationToken);

    Task<IReadOnlyList<NameConflict>> ConflictsAsync(CompositeName? after, CancellationToken cancellationToken);

    IAsyncEnumerable<NamingChange> WatchAsync(CompositeName name, NamingScope scope, CancellationToken cancellationToken);
}
