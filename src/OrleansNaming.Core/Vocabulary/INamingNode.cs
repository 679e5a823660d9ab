namespace OrleansNaming;

/// <summary>This process's own node, where it has one: what only a server can say of itself.</summary>
public interface INamingNode
{
    /// <summary>The server that it is.</summary>
    ServerId Server { get; }

    /// <summary>
    /// Drains this server and waits until no node resolves it any more while others are left (design section 5). New work stops coming; the process
    /// goes on. Call it again to go on waiting.
    /// </summary>
    /// <param name="timeout">How long to wait for confirmations; at most an hour. Zero tells who has confirmed so far.</param>
    /// <param name="cancellationToken">Ends the wait, not the drain.</param>
    /// <exception cref="NamingException">The version was not written, or the drain was ended meanwhile.</exception>
    Task<DrainReport> DrainAsync(TimeSpan timeout, CancellationToken cancellationToken = default);

    /// <summary>Ends a drain: the server gets work again.</summary>
    /// <exception cref="NamingException">The version was not written.</exception>
    Task<Token> UndrainAsync(CancellationToken cancellationToken = default);
}
