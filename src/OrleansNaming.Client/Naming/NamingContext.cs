using OrleansNaming.Tree;

namespace OrleansNaming.Naming;

/// <summary>Puts names together, checks them, and asks.</summary>
internal sealed class NamingContext(ITreeCalls calls, CompositeName at) : INamingContext
{
    public CompositeName Name => at;

    public INamingContext At(string name) => new NamingContext(calls, Full(name));

    public Task<TreeEntry> LookupAsync(string name, CancellationToken cancellationToken = default) =>
        calls.LookupAsync(Full(name), followsLast: true, cancellationToken);

    public Task<TreeEntry> LookupLinkAsync(string name, CancellationToken cancellationToken = default) =>
        calls.LookupAsync(Full(name), followsLast: false, cancellationToken);

    public Task<TreePage> ListAsync(string name = "", string? after = null, CancellationToken cancellationToken = default) =>
        calls.ListAsync(Full(name), after, cancellationToken);

    public Task<Token> BindAsync(string name, Reference reference, BindingPolicy policy = BindingPolicy.Unique, CancellationToken cancellationToken = default) =>
        BindAsync(name, reference, policy, replace: false, cancellationToken);

    public Task<Token> RebindAsync(string name, Reference reference, BindingPolicy policy = BindingPolicy.Unique, CancellationToken cancellationToken = default) =>
        BindAsync(name, reference, policy, replace: true, cancellationToken);

    public Task<Token> UnbindAsync(string name, CancellationToken cancellationToken = default) =>
        calls.ChangeAsync(new TreeUnbind(Full(name).Path), cancellationToken);

    public Task<Token> RenameAsync(string name, string to, CancellationToken cancellationToken = default) =>
        calls.ChangeAsync(new TreeRename(Full(name).Path, Full(to).Path), cancellationToken);

    public Task<Token> CreateContextAsync(string name, CancellationToken cancellationToken = default) =>
        calls.ChangeAsync(new TreeCreate(Full(name).Path), cancellationToken);

    public Task<Token> DestroyContextAsync(string name, CancellationToken cancellationToken = default) =>
        calls.ChangeAsync(new TreeDestroy(Full(name).Path), cancellationToken);

    public IAsyncEnumerable<NamingChange> WatchAsync(string name = "", NamingScope scope = NamingScope.Subtree, CancellationToken cancellationToken = default) =>
        calls.WatchAsync(Full(name), scope, cancellationToken);

    public Task<IReadOnlyList<NameConflict>> ConflictsAsync(CompositeName? after = null, CancellationToken cancellationToken = default) =>
        calls.ConflictsAsync(after, cancellationToken);

    private Task<Token> BindAsync(string name, Reference reference, BindingPolicy policy, bool replace, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(reference);
        return reference.Check() is { } wrong
            ? throw new NamingException(Refusal.Invalid, wrong)
            : calls.ChangeAsync(new TreeBind(Full(name).Path, reference, policy, replace), cancellationToken);
    }

    private CompositeName Full(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        var full = at.Add(CompositeName.Parse(name));
        return full.CheckPath() is { } wrong ? throw new NamingException(Refusal.Invalid, $"the name is wrong: {wrong}") : full;
    }
}
