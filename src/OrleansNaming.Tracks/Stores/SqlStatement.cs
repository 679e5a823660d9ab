namespace OrleansNaming.Tracks.Stores;

/// <summary>A statement and the values of its parameters, which are written <c>@name</c> in the text.</summary>
internal sealed record SqlStatement(string Text, (string Name, object Value)[] Values);
