namespace OrleansNaming;

/// <summary>The naming service as every kind of process sees it: node, follower, Orleans client, plain program.</summary>
public interface INamingClient
{
    /// <summary>Registers a guest, or replaces what it registered before. It lives until its lease ends.</summary>
    /// <returns>A token that a later read may demand.</returns>
    /// <exception cref="NamingException">Refused, unreachable or not replicated; <see cref="NamingException.Refusal"/> says which.</exception>
    Task<Token> RegisterAsync(Registration registration, CancellationToken cancellationToken = default);

    /// <summary>Renews a guest's lease, at any node. Not a version: replicas do not change.</summary>
    /// <exception cref="NamingException">The guest is not known (<see cref="Refusal.NotFound"/>): register it again.</exception>
    Task RenewAsync(string name, string instanceId, CancellationToken cancellationToken = default);

    /// <summary>
    /// Says how an instance is, for one of its checks of kind <see cref="HealthCheckKind.Ttl"/>; at any node. Said again within the check's interval, else it
    /// turns unhealthy. A version only when it changes the instance's health.
    /// </summary>
    /// <param name="name">The full path.</param>
    /// <param name="instanceId">The instance.</param>
    /// <param name="check">The check's id.</param>
    /// <param name="health">How it is.</param>
    /// <param name="output">Why, for people; at most 255 characters are kept. The default is nothing.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="NamingException">There is no such check (<see cref="Refusal.NotFound"/>): register again; or its holder does not answer (<see cref="Refusal.NotReady"/>): say it again.</exception>
    Task TellHealthAsync(string name, string instanceId, string check, InstanceHealth health, string output = "", CancellationToken cancellationToken = default);

    /// <summary>Takes a guest's registration back.</summary>
    /// <exception cref="NamingException">Refused, unreachable or not replicated.</exception>
    Task<Token> DeregisterAsync(string name, string instanceId, CancellationToken cancellationToken = default);

    /// <summary>The live instances of a name.</summary>
    /// <exception cref="NamingException">The demanded state was not reached in time, or the directory is incomplete and the name unknown.</exception>
    Task<InstanceSet> ResolveAsync(string name, ResolveOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>
    /// Why a name resolves to what it does at the node that answers: what each stage removed and why, what is not live and why, and how and when
    /// each line was learnt. For people; a resolve costs nothing for it.
    /// </summary>
    /// <param name="name">The full path.</param>
    /// <param name="options">As for <see cref="ResolveAsync"/>; <see cref="ReadOptions.AtLeast"/> is not waited for.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="NamingException">The name is wrong, or no node could be asked.</exception>
    Task<Explanation> ExplainAsync(string name, ResolveOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>The names directly under a context, in order, a page of at most 256 at a time; <see cref="NameList.Next"/> says where the next one begins.</summary>
    /// <param name="context">The full path; empty for the root.</param>
    /// <param name="after">The last name of the page before, or null for the first.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="NamingException">The context is no name (<see cref="Refusal.Invalid"/>), or no node could be asked.</exception>
    Task<NameList> ListAsync(string context = "", string? after = null, CancellationToken cancellationToken = default);

    /// <summary>The same, from a state that contains what is demanded.</summary>
    /// <exception cref="NamingException">The demanded state was not reached in time.</exception>
    Task<NameList> ListAsync(string context, string? after, ReadOptions options, CancellationToken cancellationToken = default);

    /// <summary>As the other, beginning with a state that contains what is demanded; later events are newer anyway.</summary>
    /// <exception cref="NamingException">The demanded state was not reached in time.</exception>
    IAsyncEnumerable<NamingChange> WatchAsync(string name, ReadOptions options, CancellationToken cancellationToken = default);

    /// <summary>
    /// Changes of a name and of everything below it; the empty name watches all. Begins with the present state. A watcher that is
    /// too slow gets one <see cref="ChangeKind.Reset"/> and the present state again; nothing is silently skipped.
    /// </summary>
    /// <exception cref="NamingException">
    /// At the first step: the name is wrong (<see cref="Refusal.Invalid"/>), the node takes no more watchers, or no node could be asked. A watch that has begun goes on until it is cancelled.
    /// </exception>
    IAsyncEnumerable<NamingChange> WatchAsync(string name = "", CancellationToken cancellationToken = default);
}
