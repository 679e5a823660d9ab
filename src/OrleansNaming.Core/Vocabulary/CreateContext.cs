namespace OrleansNaming;

/// <summary>Create an inner node of the tree as a line of this server's own list: it outlives a crash, and ends when the server says goodbye.</summary>
internal sealed record CreateContext(string Name) : Change;
