namespace OrleansNaming.Wire;

/// <summary>"Give me your whole directory" (row B8b), a page at a time.</summary>
/// <param name="After">The last server of the page before; null for the first.</param>
internal sealed record DumpRequest(ServerId? After) : Message;
