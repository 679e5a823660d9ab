namespace OrleansNaming;

/// <summary>One child of a context.</summary>
/// <param name="Name">The full path.</param>
/// <param name="Instances">How many live instances are bound to it; 0 for a pure context.</param>
/// <param name="IsContext">Whether names exist below it, or it was created as a context.</param>
public sealed record NameListItem(string Name, int Instances, bool IsContext);
