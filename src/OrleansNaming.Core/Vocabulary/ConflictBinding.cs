namespace OrleansNaming;

/// <summary>One of the bindings that want a name.</summary>
/// <param name="Instance">The line.</param>
/// <param name="Owner">Whose list it stands in.</param>
/// <param name="Epoch">Its binding epoch; the lowest is served, then the lowest owner.</param>
/// <param name="IsServed">Whether it is the one.</param>
public sealed record ConflictBinding(Instance Instance, ServerId Owner, ulong Epoch, bool IsServed);
