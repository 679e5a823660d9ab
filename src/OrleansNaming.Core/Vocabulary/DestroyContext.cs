namespace OrleansNaming;

/// <summary>
/// Remove an inner node that this server created (<see cref="CreateContext"/>). Nothing is refused: what is bound below it stays, and with it the context, until the last of it goes. JNDI's
/// <c>destroySubcontext</c>, which refuses then, is <c>TreeDestroy</c>.
/// </summary>
internal sealed record DestroyContext(string Name) : Change;
