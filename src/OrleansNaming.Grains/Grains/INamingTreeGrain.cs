namespace OrleansNaming.Grains;

/// <summary>
/// The naming tree for Orleans clients (row B14): a stateless worker as <see cref="INamingGrain"/> is. Names are composite names from the root; each answer is a CallAnswer, whose body is the API's JSON.
/// </summary>
/// <remarks>The key means nothing to the grain.</remarks>
[Alias("OrleansNaming.INamingTreeGrain")]
internal interface INamingTreeGrain : IGrainWithIntegerKey
{
    /// <param name="name">The name.</param>
    /// <param name="followsLast">Whether a link that the name itself is is followed.</param>
    [Alias("Lookup")]
    ValueTask<byte[]> LookupAsync(string name, bool followsLast);

    [Alias("List")]
    ValueTask<byte[]> ListAsync(string name, string? after);

    [Alias("Conflicts")]
    ValueTask<byte[]> ConflictsAsync(string? after);

    /// <param name="name">The name.</param>
    /// <param name="binding">A value or a link with its policy, in the API's JSON.</param>
    /// <param name="replace">Whether it takes the place of what is bound.</param>
    [Alias("Bind")]
    ValueTask<byte[]> BindAsync(string name, byte[] binding, bool replace);

    [Alias("Unbind")]
    ValueTask<byte[]> UnbindAsync(string name);

    [Alias("Rename")]
    ValueTask<byte[]> RenameAsync(string name, string to);

    [Alias("CreateContext")]
    ValueTask<byte[]> CreateContextAsync(string name);

    [Alias("DestroyContext")]
    ValueTask<byte[]> DestroyContextAsync(string name);
}
