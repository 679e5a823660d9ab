namespace OrleansNaming;

/// <summary>
/// A context of the naming tree, as JNDI's <c>Context</c> and <c>EventContext</c> state them (row B14). Names are composite names relative to it:
/// components joined by '/', quoted or escaped where a component holds one. Links within a name are followed. What an operation refuses it throws as
/// <see cref="NamingException"/>, with JNDI's exception as <see cref="NamingException.Refusal"/>: NotFound, AlreadyBound, NotContext, NotEmpty,
/// LinkLoop, Invalid. What it promises over several servers stands in docs/decisions/0011.
/// </summary>
public interface INamingContext
{
    /// <summary>Its full name; empty for the root, which is what an application gets.</summary>
    CompositeName Name { get; }

    /// <summary>The context of a name below this one. Nothing is asked: it need not exist yet.</summary>
    INamingContext At(string name);

    /// <summary>What a name refers to; the empty name is this context.</summary>
    Task<TreeEntry> LookupAsync(string name, CancellationToken cancellationToken = default);

    /// <summary>The same, without following a link that the name itself is.</summary>
    Task<TreeEntry> LookupLinkAsync(string name, CancellationToken cancellationToken = default);

    /// <summary>One page of what is directly in a context, with the objects (list and listBindings in one).</summary>
    /// <param name="name">The context; this one by default.</param>
    /// <param name="after">The <see cref="TreePage.Next"/> of the page before, or null for the first.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task<TreePage> ListAsync(string name = "", string? after = null, CancellationToken cancellationToken = default);

    /// <summary>Binds a value or a link; refused where the name is bound, and where its context does not exist.</summary>
    /// <param name="name">The name.</param>
    /// <param name="reference"><see cref="Reference.Value(string)"/> or <see cref="Reference.Link"/>.</param>
    /// <param name="policy"><see cref="BindingPolicy.Unique"/>, or <see cref="BindingPolicy.FirstEpoch"/> to stand by behind others.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task<Token> BindAsync(string name, Reference reference, BindingPolicy policy = BindingPolicy.Unique, CancellationToken cancellationToken = default);

    /// <summary>The same, and takes the place of a value or a link that is bound.</summary>
    Task<Token> RebindAsync(string name, Reference reference, BindingPolicy policy = BindingPolicy.Unique, CancellationToken cancellationToken = default);

    /// <summary>Takes a value or a link away; also when it is not bound.</summary>
    Task<Token> UnbindAsync(string name, CancellationToken cancellationToken = default);

    /// <summary>Moves a value, a link, or a context with all below it (at most 1,000 names, no services) to a name that is free.</summary>
    Task<Token> RenameAsync(string name, string to, CancellationToken cancellationToken = default);

    /// <summary>Creates a context.</summary>
    Task<Token> CreateContextAsync(string name, CancellationToken cancellationToken = default);

    /// <summary>Removes an empty context; also when it does not exist.</summary>
    Task<Token> DestroyContextAsync(string name, CancellationToken cancellationToken = default);

    /// <summary>
    /// The present state of a name, then its changes, as <c>INamingClient.WatchAsync</c> tells them: a listener that is too slow gets one reset,
    /// and one that throws ends its own watch and nobody else's.
    /// </summary>
    IAsyncEnumerable<NamingChange> WatchAsync(string name = "", NamingScope scope = NamingScope.Subtree, CancellationToken cancellationToken = default);

    /// <summary>The names of the whole tree that more bind than may be served, at most 256, in order.</summary>
    /// <param name="after">The last name of the answer before, or null.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task<IReadOnlyList<NameConflict>> ConflictsAsync(CompositeName? after = null, CancellationToken cancellationToken = default);
}
