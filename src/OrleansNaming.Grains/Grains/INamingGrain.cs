namespace OrleansNaming.Grains;

/// <summary>
/// The naming service for Orleans clients: a stateless worker, hence on the very silo that the client's message comes to, answering from that silo's
/// memory. Each answer is a CallAnswer: a refusal is bytes too.
/// </summary>
/// <remarks>The key means nothing to the grain. A client keeps one as long as it is answered: each key leads to one gateway.</remarks>
[Alias("OrleansNaming.INamingGrain")]
internal interface INamingGrain : IGrainWithIntegerKey
{
    /// <summary>The live instances of a name, nothing else asked: bytes that are ready while nothing changes.</summary>
    [Alias("Resolve")]
    ValueTask<byte[]> ResolveAsync(string name);

    /// <summary>The live instances of a name that answer a question.</summary>
    /// <param name="name">The full path.</param>
    /// <param name="tags">All of them are demanded.</param>
    /// <param name="zones">In the order of fail-over; none for all.</param>
    /// <param name="atLeast">A token's text; null demands nothing.</param>
    /// <param name="wait">How long to wait for it.</param>
    [Alias("ResolveWith")]
    ValueTask<byte[]> ResolveAsync(string name, string[] tags, string[] zones, string? atLeast, TimeSpan wait);

    /// <summary>Why a name resolves to what it does at the silo that answers; the body is the API's JSON, which is text for people.</summary>
    [Alias("Explain")]
    ValueTask<byte[]> ExplainAsync(string name, string[] tags, string[] zones);

    /// <summary>The same, nothing older than what was seen; the answer's message is the next read token, or begins with "!" and says why there is none.</summary>
    [Alias("ResolveSeen")]
    ValueTask<byte[]> ResolveAsync(string name, string[] tags, string[] zones, string? atLeast, string seen, TimeSpan wait);

    [Alias("List")]
    ValueTask<byte[]> ListAsync(string context, string? after);

    /// <summary>The same, from a state that is demanded; the answer's message as of a resolve.</summary>
    [Alias("ListSeen")]
    ValueTask<byte[]> ListAsync(string context, string? after, string? atLeast, string? seen, TimeSpan wait);

    /// <param name="registration">A guest, in RegistrationCodec's encoding.</param>
    [Alias("Register")]
    ValueTask<byte[]> RegisterAsync(byte[] registration);

    [Alias("Renew")]
    ValueTask<byte[]> RenewAsync(string name, string instanceId);

    [Alias("TellHealth")]
    ValueTask<byte[]> TellHealthAsync(string name, string instanceId, string check, int health, string output);

    [Alias("Deregister")]
    ValueTask<byte[]> DeregisterAsync(string name, string instanceId);
}
