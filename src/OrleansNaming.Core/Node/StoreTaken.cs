namespace OrleansNaming.Node;

/// <summary>The store refused a write because a later life of this server has it: this one is superseded (rule 2).</summary>
/// <param name="By">The later life.</param>
internal sealed record StoreTaken(Epoch By) : Input;
